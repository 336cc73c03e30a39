/** HI → Claim.diagnosis and Claim.procedure. */
import type { ClaimDiagnosis, ClaimProcedure } from '@medplum/fhirtypes';
import { SYSTEM } from '../../fhir/index.ts';
import type { Loop } from '../guide/read-loops.ts';
import type { Delimiters } from '../syntax/delimiters.ts';
import { components } from '../syntax/segment.ts';
import { segmentsIn } from './to-parties.ts';
import { dottedDiagnosis, fhirDay } from './values.ts';
import { CARIN_DIAGNOSIS_TYPE, DIAGNOSIS_QUALIFIERS, NUBC, PROCEDURE_TYPE } from './vocabulary.ts';

const composites = (loop: Loop, by: Delimiters): readonly (readonly string[])[] =>
  segmentsIn(loop, 'HI').flatMap((hi) => hi.elements.map((_, i) => components(hi, i + 1, by)));

export function diagnosesIn(loop: Loop, by: Delimiters): ClaimDiagnosis[] {
  const found = composites(loop, by).flatMap(([qualifier = '', code = '', , , , , , , admitted = '']) => {
    const kind = DIAGNOSIS_QUALIFIERS.find((q) => q.icd10 === qualifier || q.icd9 === qualifier);
    return kind && code !== '' ? [{ kind, code, admitted, icd9: kind.icd9 === qualifier }] : [];
  });
  return found.map(({ kind, code, admitted, icd9 }, i) => ({
    sequence: i + 1,
    diagnosisCodeableConcept: {
      coding: [{ system: icd9 ? SYSTEM.icd9cm : SYSTEM.icd10cm, code: dottedDiagnosis(code, icd9) }],
    },
    ...(kind.type === 'other'
      ? {}
      : { type: [{ coding: [{ system: typeSystem(kind.type), code: kind.type }] }] }),
    ...(admitted === ''
      ? {}
      : { onAdmission: { coding: [{ system: NUBC.presentOnAdmission, code: admitted }] } }),
  }));
}

const typeSystem = (type: string): string =>
  type === 'principal' || type === 'admitting' ? SYSTEM.diagnosisType : CARIN_DIAGNOSIS_TYPE;

export function proceduresIn(loop: Loop, by: Delimiters): ClaimProcedure[] {
  const found = composites(loop, by).filter(
    ([qualifier = '', code]) => ['BBR', 'BR', 'BBQ', 'BQ'].includes(qualifier) && code,
  );
  return found.map(([qualifier = '', code = '', form, day], i) => {
    const icd9 = qualifier.length === 2;
    const date = form === 'D8' ? fhirDay(day ?? '') : undefined;
    return {
      sequence: i + 1,
      type: [
        { coding: [{ system: PROCEDURE_TYPE, code: qualifier.endsWith('R') ? 'primary' : 'secondary' }] },
      ],
      ...(date === undefined ? {} : { date }),
      procedureCodeableConcept: {
        coding: [
          {
            system: icd9 ? SYSTEM.icd9cm : SYSTEM.icd10pcs,
            code: icd9 ? `${code.slice(0, 2)}.${code.slice(2)}` : code,
          },
        ],
      },
    };
  });
}
