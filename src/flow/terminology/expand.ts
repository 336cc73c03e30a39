/**
 * ValueSet/$expand (R4 valueset-operation-expand.html) of the implicit value sets of ICD-10-CM, flat and paged. Headings
 * are `abstract`. Over a starter the expansion says that it is unclosed: what it lacks may still be a code.
 */
import type { ValueSet, ValueSetExpansion, ValueSetExpansionParameter } from '@medplum/fhirtypes';
import { SYSTEM } from '../../fhir/index.ts';
import { uuidFrom } from '../../kernel/index.ts';
import { isAnswer, type OperationAnswer, tooCostly } from './answer.ts';
import { type Edition, editionAsked } from './edition.ts';
import { codesUnder, editionCodes } from './edition-codes.ts';
import { missing, type OperationInput, refuse } from './input.ts';
import { type CodeHit, type TerminologyContext, todayOf } from './model.ts';
import { systemAsked } from './system.ts';
import { holds, type ImplicitValueSet, valueSetAsked } from './value-set.ts';

/** A page at most, and a list that is sent whole. */
const PAGE = 1_000;
/** As many of the best as a search is asked for: nobody pages further through what he is typing. */
const BEST = 200;

interface Page {
  readonly offset: number;
  readonly count: number | undefined;
  readonly filter: string | undefined;
}

/** Some of the codes; `total` where it is known. */
interface Listed {
  readonly hits: readonly CodeHit[];
  readonly total: number | undefined;
}

export function expand(input: OperationInput, context: TerminologyContext): OperationAnswer {
  const set = valueSetAsked(input.text('url') ?? missing('url', 'name the value set'));
  if (isAnswer(set)) return set;
  const versions = [
    input.text('valueSetVersion'),
    set.version,
    ...input.texts('system-version').map(versionOf),
  ];
  const edition = editionAsked(
    input,
    versions.filter((v) => v !== undefined),
    context.terminology,
    todayOf(context),
  );
  if ('status' in edition) return edition;
  const page = {
    offset: input.count('offset') ?? 0,
    count: input.count('count'),
    filter: input.text('filter'),
  };
  const listed =
    page.filter === undefined
      ? list(set, page, edition, context)
      : search(page.filter, set, page, edition, context);
  return isAnswer(listed) ? listed : answer(listed, set, page, edition, context);
}

/** `system|version`; of another system it would say nothing about these codes. */
function versionOf(canonical: string): string {
  const [system = '', version] = canonical.split('|', 2);
  if (version && systemAsked(system)?.canonical === SYSTEM.icd10cm) return version;
  return refuse('system-version', `send ${SYSTEM.icd10cm}|[version]`);
}

function list(
  set: ImplicitValueSet,
  page: Page,
  edition: Edition,
  context: TerminologyContext,
): Listed | OperationAnswer {
  const { icd10cm } = context.terminology;
  const under = set.node && [...codesUnder(set.node, edition.on, icd10cm)];
  const total = under?.length ?? edition.release.counts.rows;
  if (page.count === undefined && total - page.offset > PAGE)
    return tooCostly(
      `The value set has ${total} codes; ask for pages of at most ${PAGE} by count and offset`,
      'count',
    );
  const { from, to } = bounds(page, PAGE);
  return { hits: slice(under ?? editionCodes(edition.on, icd10cm), from, to), total };
}

const bounds = ({ offset, count = PAGE }: Page, most: number): { from: number; to: number } => ({
  from: offset,
  to: offset + Math.min(count, most),
});

function slice(codes: Iterable<CodeHit>, from: number, to: number): readonly CodeHit[] {
  const hits: CodeHit[] = [];
  let at = 0;
  for (const code of codes) {
    if (at >= to) break;
    if (at >= from) hits.push(code);
    at += 1;
  }
  return hits;
}

function search(
  text: string,
  set: ImplicitValueSet,
  page: Page,
  { on }: Edition,
  context: TerminologyContext,
): Listed {
  const found = context.search(text, { limit: BEST, on, ...(set.node ? { under: set.node } : {}) });
  const hits = found.filter(({ code }) => holds(set, code));
  const { from, to } = bounds(page, BEST);
  return { hits: hits.slice(from, to), total: found.length < BEST ? hits.length : undefined };
}

function answer(
  { hits, total }: Listed,
  set: ImplicitValueSet,
  page: Page,
  { on, release }: Edition,
  { now }: TerminologyContext,
): OperationAnswer {
  const said: ValueSetExpansionParameter[] = [
    { name: 'version', valueUri: `${SYSTEM.icd10cm}|${release.version}` },
    { name: 'date', valueDateTime: on },
    ...(page.filter === undefined ? [] : [{ name: 'filter', valueString: page.filter }]),
    { name: 'offset', valueInteger: page.offset },
    ...(page.count === undefined ? [] : [{ name: 'count', valueInteger: page.count }]),
    ...(release.complete
      ? []
      : [{ name: 'warning', valueString: `${release.title} does not hold every code` }]),
  ];
  const expansion: ValueSetExpansion = {
    ...(release.complete ? {} : { extension: [{ url: UNCLOSED, valueBoolean: true }] }),
    identifier: `urn:uuid:${uuidFrom('expansion', set.url, release.id, release.checksum, JSON.stringify(said))}`,
    timestamp: now,
    ...(total === undefined ? {} : { total }),
    offset: page.offset,
    parameter: said,
    ...(hits.length > 0 ? { contains: hits.map((hit) => contained(hit, release.version)) } : {}),
  };
  const resource: ValueSet = { resourceType: 'ValueSet', url: set.url, status: 'active', expansion };
  return { status: 200, resource };
}

const UNCLOSED = 'http://hl7.org/fhir/StructureDefinition/valueset-unclosed';

const contained = ({ code, title, billable }: CodeHit, version: string) => ({
  system: SYSTEM.icd10cm,
  version,
  code,
  display: title,
  ...(billable ? {} : { abstract: true }),
});
