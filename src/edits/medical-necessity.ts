/** Edit medical-necessity: the diagnoses of a line are among those that a coverage article lists for it (Pub. 100-08 ch. 13). */
import type { CoverageArticle, Terminology } from '../terminology/index.ts';
import { distinctInOrder, type IcdDiagnosis } from './diagnoses.ts';
import { cannotTell, fail, listed, NOT_APPLICABLE, verdictOf } from './hit.ts';
import type { Edit, EditSubject, Hit } from './model.ts';
import { payerOf } from './payer.ts';
import { type ProcedureLine, procedureLines } from './procedure-lines.ts';

export const medicalNecessity: Edit = {
  meta: {
    id: 'medical-necessity',
    title: 'Every service has a diagnosis that its coverage article lists',
    severity: 'warning',
    issueType: 'business-rule',
    snip: 6,
    effective: { from: '2015-10-01' },
    authority: {
      source: 'CMS Medicare Program Integrity Manual (Pub. 100-08) ch. 13',
      section: 'billing and coding articles',
    },
    about:
      'Looks at lines of claims to Medicare, and of claims whose payer is not known, for the articles of local coverage that ' +
      'name their code. A warning, because an article says in words when its lists apply, and modifiers GA, GX, GY and GZ ' +
      'that the denial is expected. Cannot tell, once, when no articles are loaded.',
    messages: {
      'not-listed':
        'None of the diagnoses of {code} is in the lists of covered diagnoses of {articles} ({edition}); see whether the record supports one that is, or give the patient notice.',
      excluded:
        '{diagnosis} is in the list of diagnoses of {articles} that do not cover {code} ({edition}); see whether the record supports another.',
      'no-articles':
        'Medical necessity was not checked: {reason}; import the coverage articles to have it checked.',
    },
  },
  check(subject, { terminology }) {
    const payer = payerOf(subject);
    if (payer && payer.kind !== 'medicare' && payer.kind !== 'unknown') return NOT_APPLICABLE;
    const { lines, partly } = procedureLines(subject);
    const diagnoses = distinctInOrder(subject);
    if (lines.length === 0 || diagnoses.length === 0) return NOT_APPLICABLE;
    return verdictOf(examineAll(lines, diagnoses, terminology), partly);
  },
};

/** A notice that the denial is expected (GA, GX, GZ), or a service that no benefit covers (GY). */
const EXPECTED: readonly string[] = ['GA', 'GX', 'GY', 'GZ'];

function examineAll(
  lines: readonly ProcedureLine[],
  diagnoses: readonly IcdDiagnosis[],
  terminology: Terminology,
): readonly Hit[] {
  let reason: string | undefined;
  const hits = lines.flatMap((l) => {
    const answer = terminology.coverage.articles(l.code, l.on);
    if (answer.kind === 'cannot-tell') reason ??= answer.reason;
    if (answer.kind !== 'known' || l.line.modifiers.some((m) => EXPECTED.includes(m))) return [];
    return lineHits(l, pointedAt(l.line, diagnoses), answer.articles, answer.edition);
  });
  if (reason === undefined) return hits;
  return [...hits, cannotTell('no-articles', 'Claim.item', { params: { reason }, severity: 'information' })];
}

const pointedAt = (
  { pointers }: EditSubject['lines'][number],
  all: readonly IcdDiagnosis[],
): readonly IcdDiagnosis[] =>
  pointers.length === 0 ? all : all.filter((d) => pointers.includes(d.diagnosis.sequence));

function lineHits(
  { line, code }: ProcedureLine,
  pointed: readonly IcdDiagnosis[],
  articles: readonly CoverageArticle[],
  edition: string,
): readonly Hit[] {
  const listing = articles.filter((a) => a.covered.length > 0);
  const covers = (a: CoverageArticle): boolean =>
    a.covered.some((g) => pointed.some((d) => g.codes.includes(d.code)));
  const excluded = articles.flatMap((a) =>
    pointed.filter((d) => a.notCovered.some((g) => g.codes.includes(d.code))).map((d) => ({ a, d })),
  )[0];
  const hit = (message: string, more: Hit['params'], codes: readonly string[]): readonly Hit[] => [
    fail(message, line.expression, { codes: [code, ...codes], params: { code, edition, ...more } }),
  ];
  // Contractors write articles for their own states: one that covers is enough.
  if (listing.some(covers)) return [];
  if (excluded)
    return hit('excluded', { diagnosis: excluded.d.code, articles: excluded.a.id }, [excluded.d.code]);
  if (listing.length === 0) return [];
  return hit(
    'not-listed',
    {
      articles: listed(
        listing.map((a) => a.id),
        3,
      ),
    },
    pointed.map((d) => d.code),
  );
}
