/** Claim.procedure of an inpatient stay: the ICD-10-PCS codes recorded, the principal first (UHDDS definition; 837I HI*BBR, HI*BBQ). */
import type { ClaimProcedure } from '@medplum/fhirtypes';
import type { Facts, Service } from '../../chart/index.ts';
import type { Finding } from '../../edits/index.ts';
import { SYSTEM } from '../../fhir/index.ts';
import { problem } from '../problems.ts';

const TYPE = 'http://terminology.hl7.org/CodeSystem/ex-procedure-type';
/** 2300: one principal and twenty-four others. */
const MOST = 25;

export interface InpatientProcedures {
  readonly elements: ClaimProcedure[];
  readonly problems: readonly Finding[];
}

export function inpatientProcedures(facts: Facts): InpatientProcedures {
  if (facts.visit.setting.value !== 'inpatient') return { elements: [], problems: [] };
  const done = facts.services.flatMap((service) => {
    const coding = service.concept.codings.find((c) => c.system === SYSTEM.icd10pcs);
    return coding && service.kind === 'procedure' && service.status === 'completed'
      ? [{ service, code: coding.code.toUpperCase() }]
      : [];
  });
  const principal = principalOf(
    facts,
    done.map(({ service }) => service),
  );
  const ordered = [...done].sort(
    (a, b) =>
      Number(b.service === principal.service) - Number(a.service === principal.service) ||
      order(a.service, b.service),
  );
  return {
    elements: ordered.slice(0, MOST).map(({ service, code }, i) => ({
      sequence: i + 1,
      type: [{ coding: [{ system: TYPE, code: i === 0 ? 'primary' : 'secondary' }] }],
      ...(service.date ? { date: service.date } : {}),
      procedureCodeableConcept: { coding: [{ system: SYSTEM.icd10pcs, code }] },
    })),
    problems: [
      ...(principal.certain ? [] : [problem('claim-principal-procedure-unsure', 'Claim.procedure[0]')]),
      ...ordered.flatMap(({ service, code }, i) =>
        service.date
          ? []
          : [problem('claim-procedure-date-missing', `Claim.procedure[${i}].date`, { code }, [code])],
      ),
    ],
  };
}

const order = (a: Service, b: Service): number => ((a.date ?? '') < (b.date ?? '') ? -1 : 1);

/** The one done for the principal diagnosis; of several candidates the record does not tell which was definitive. */
function principalOf(
  facts: Facts,
  services: readonly Service[],
): { readonly service: Service | undefined; readonly certain: boolean } {
  const [only] = services;
  if (services.length <= 1) return { service: only, certain: true };
  const first = facts.problems.find((p) => p.rank === 1)?.id;
  const forIt = services.filter((s) => first !== undefined && s.reasons.includes(first));
  return { service: forIt[0] ?? [...services].sort(order)[0], certain: forIt.length === 1 };
}
