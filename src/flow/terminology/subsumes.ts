/** CodeSystem/$subsumes (R4 codesystem-operation-subsumes.html) in ICD-10-CM, whose hierarchy is the beginning of the code. */
import type { Coding } from '../../fhir/index.ts';
import { isUnder } from '../../terminology/index.ts';
import { cannotTell, notFound, type OperationAnswer, parameters } from './answer.ts';
import { editionAsked } from './edition.ts';
import { missing, type OperationInput, refuse } from './input.ts';
import { type TerminologyContext, todayOf } from './model.ts';
import { SYSTEM_NAME, systemAsked, unknownSystem } from './system.ts';
import { verdictOf } from './verdict.ts';

export function subsumes(input: OperationInput, context: TerminologyContext): OperationAnswer {
  const [a, b] = [codingAsked(input, 'A'), codingAsked(input, 'B')];
  const uri = input.text('system') ?? a.system ?? b.system ?? missing('system', 'name the code system');
  const system = systemAsked(uri);
  if (!system) return unknownSystem(uri, 'system');
  const other = [a, b].find((c) => c.system && systemAsked(c.system)?.canonical !== system.canonical);
  if (other) return cannotTell('codes of different systems are not compared', 'system');
  if (system.kind !== 'icd10cm')
    return cannotTell(`no hierarchy of ${SYSTEM_NAME[system.kind]} is loaded`, 'system');
  const versions = [input.text('version'), a.version, b.version].filter((v) => v !== undefined);
  const edition = editionAsked(input, versions, context.terminology, todayOf(context));
  if ('status' in edition) return edition;
  const normal: string[] = [];
  for (const [i, coding] of [a, b].entries()) {
    const name = i === 0 ? a.sentAs : b.sentAs;
    const verdict = verdictOf(coding.code ?? '', system, edition.on, context.terminology);
    if (verdict.kind === 'cannot-tell') return cannotTell(verdict.reason, name);
    if (verdict.kind === 'invalid') return notFound(verdict.message, name);
    normal.push(verdict.code);
  }
  return parameters({ name: 'outcome', valueCode: relation(normal[0] ?? '', normal[1] ?? '') });
}

function relation(a: string, b: string): string {
  if (a === b) return 'equivalent';
  if (isUnder(b, a)) return 'subsumes';
  return isUnder(a, b) ? 'subsumed-by' : 'not-subsumed';
}

function codingAsked(input: OperationInput, side: 'A' | 'B'): Coding & { readonly sentAs: string } {
  const [codeName, codingName] = [`code${side}`, `coding${side}`];
  const [code, coding] = [input.text(codeName), input.coding(codingName)];
  if (code !== undefined && coding) return refuse(codingName, `send it or ${codeName}, not both`);
  if (coding) return { ...coding, sentAs: codingName };
  return { code: code ?? missing(codeName, `send it or ${codingName}`), sentAs: codeName };
}
