/** `npx node bench/visits/report.ts dev [setting]`: the visits that differ, with the rule behind each line. The test half shows figures only. */
import { accuracyKnowledge } from '../accuracy/knowledge.ts';
import type { Half } from '../accuracy/labels.ts';
import { type CodedVisit, codeHalf } from './code.ts';
import { written } from './labels.ts';
import { totals } from './score.ts';

const [half = 'dev', setting] = process.argv.slice(2);
if (half !== 'dev' && half !== 'test') {
  console.error(`“${half}” is neither dev nor test.`);
  process.exitCode = 2;
} else await report(half);

async function report(which: Half): Promise<void> {
  const { pipeline } = await accuracyKnowledge();
  const all = codeHalf(which, pipeline).filter((v) => !setting || v.visit.group === setting);
  // The test half stays held out: whoever mends the rules must not see which of its visits fail.
  const differing = which === 'dev' ? all.filter(({ score }) => !score.exact || owes(score)) : [];
  for (const v of differing) console.log(`${described(v)}\n`);
  if (which === 'dev') rules(differing);
  figures(which, all);
  for (const [name, group] of Map.groupBy(all, (v) => v.visit.group)) figures(`  ${name}`, group);
}

function owes({ query }: CodedVisit['score']): boolean {
  return query.wanted && !query.asked;
}

function figures(name: string, all: readonly CodedVisit[]): void {
  const t = totals(all.map((v) => v.score));
  const percent = (n: number): string => `${(100 * n).toFixed(1)} %`.padStart(8);
  const parts = [
    `visit ${percent(t.visit)}`,
    `set ${percent(t.exact)}`,
    `precision ${percent(t.precision)}`,
    `recall ${percent(t.recall)}`,
    `asked ${percent(t.queries)}`,
  ];
  console.log(`${name.padEnd(22)} ${String(t.visits).padStart(4)} visits  ${parts.join('  ')}`);
}

/** Wrong lines by the rule that gave them, missed lines by code, most frequent first. */
function rules(differing: readonly CodedVisit[]): void {
  const wrong = differing.flatMap((v) =>
    v.coded.set.services
      .filter((_, i) => v.score.wrong.includes(line(v, i)))
      .map((s) => [`${s.rule.module} ${s.rule.rule}`, `${v.visit.id} ${s.code}`] as const),
  );
  const missed = differing.flatMap((v) =>
    v.score.missed.map((text) => [text.slice(0, 5), v.visit.id] as const),
  );
  list('Wrong lines by rule', wrong);
  list('Missed lines by code', missed);
}

/** The line of a service, as it is written in a label. */
function line({ lines }: CodedVisit, i: number): string {
  const made = lines[i];
  return made ? written(made) : '';
}

function list(title: string, rows: readonly (readonly [string, string])[]): void {
  console.log(title);
  const groups = [...Map.groupBy(rows, ([key]) => key)].sort((a, b) => b[1].length - a[1].length);
  for (const [key, hits] of groups) {
    console.log(`  ${String(hits.length).padStart(3)}  ${key}: ${hits.map(([, id]) => id).join(', ')}`);
  }
  console.log();
}

function described(v: CodedVisit): string {
  const { visit, coded, score } = v;
  const { chart, expected } = visit;
  const { set } = coded;
  const got = set.services.map((s, i) => {
    const text = line(v, i);
    const mark = score.wrong.includes(text) ? '!' : ' ';
    return `   ${mark} ${text.padEnd(30)} ${s.rule.module} ${s.rule.rule}`;
  });
  const sheet = set.services.flatMap((s) => (s.worksheet ? [s.worksheet] : []))[0];
  const asked = [...set.queries, ...set.services.flatMap((s) => s.queries)].map((q) => `   ? ${q.question}`);
  return [
    `${visit.id}  ${visit.title}${score.visit ? '' : '  [visit]'}${owes(score) ? '  [query]' : ''}`,
    `   ${chart.patient}, ${chart.date}, ${chart.setting}, ${chart.payer ?? 'commercial'}`,
    ...(score.missed.length > 0 ? [`   missed   ${score.missed.join(', ')}`] : []),
    ...got,
    ...new Set(asked),
    `     diagnoses ${set.diagnoses.map((d) => d.code).join(' ')}`,
    ...(sheet && !score.visit ? sheet.rows.map((r) => `     ${r.element}: ${r.rating} (${r.why})`) : []),
    `   why: ${expected.why}`,
  ].join('\n');
}
