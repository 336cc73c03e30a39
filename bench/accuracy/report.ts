/** `npx node bench/accuracy/report.ts dev [specialty]`: the charts that differ, with the rule behind each code. The test half shows figures only. */
import { type Cause, missedByPlace, wrongByRule } from './causes.ts';
import { type Coded, codeHalf } from './code.ts';
import { accuracyKnowledge } from './knowledge.ts';
import type { Half } from './labels.ts';
import { isExact, totals } from './score.ts';

const [half = 'dev', specialty] = process.argv.slice(2);
if (half !== 'dev' && half !== 'test') {
  console.error(`“${half}” is neither dev nor test.`);
  process.exitCode = 2;
} else await report(half);

async function report(which: Half): Promise<void> {
  const { pipeline, codes } = await accuracyKnowledge();
  const all = codeHalf(which, pipeline).filter((c) => !specialty || c.chart.specialty === specialty);
  // The test half stays held out: whoever mends the rules must not see which of its charts fail.
  const differing = which === 'dev' ? all.filter((c) => !isExact(c.score) || !c.score.first || owes(c)) : [];
  for (const c of differing) console.log(`${described(c)}\n`);
  list('Wrong codes by rule', wrongByRule(differing));
  list('Missed codes by place', missedByPlace(differing));
  const percent = (n: number): string => `${(100 * n).toFixed(1)} %`;
  const t = totals(all.map((c) => c.score));
  console.log(`${which}, ${t.charts} charts, ${codes}`);
  console.log(`first-listed ${percent(t.first)}, whole set ${percent(t.exact)}`);
  console.log(`precision ${percent(t.precision)}, recall ${percent(t.recall)}`);
  console.log(`micro-F1 ${t.microF1.toFixed(3)}, macro-F1 ${t.macroF1.toFixed(3)}`);
  console.log(`queries asked ${percent(t.queryRecall)}`);
  for (const [name, group] of Map.groupBy(all, (c) => c.chart.specialty)) {
    const own = totals(group.map((c) => c.score));
    console.log(`  ${name.padEnd(20)} first ${percent(own.first).padStart(7)}, F1 ${own.microF1.toFixed(3)}`);
  }
}

function list(title: string, causes: readonly Cause[]): void {
  if (causes.length === 0) return;
  console.log(title);
  for (const c of causes) console.log(`  ${String(c.n).padStart(3)}  ${c.what}: ${c.charts.join(', ')}`);
  console.log();
}

function owes({ score }: Coded): boolean {
  return score.queries.asked < score.queries.wanted;
}

function described({ chart, coded, score }: Coded): string {
  const { expected, chart: said } = chart;
  const got = coded.set.diagnoses.map((d) => {
    const mark = score.wrong.includes(d.code) ? '!' : ' ';
    return `   ${mark} ${d.code.padEnd(9)} ${d.confidence.toFixed(2)}  ${d.rule.module} ${d.rule.rule} (${d.problems.join(', ')})`;
  });
  const uncoded = coded.set.uncoded.map((u) => `     – ${u.about}: ${u.reason}`);
  return [
    `${chart.id}  ${chart.title}${score.first ? '' : '  [first]'}${owes({ chart, coded, score }) ? '  [query]' : ''}`,
    `   ${said.patient}, ${said.date}, ${said.setting}: ${[said.reason, ...(said.conditions ?? [])].filter(Boolean).join('; ')}`,
    ...(said.note ? [`   note: ${said.note.replaceAll('\n', ' / ')}`] : []),
    `   expected ${expected.diagnoses.join(' ')}${expected.queries ? `  ?${expected.queries.join(' ?')}` : ''}`,
    ...(score.missed.length > 0 ? [`   missed   ${score.missed.join(' ')}`] : []),
    ...got,
    ...uncoded,
    `   why: ${expected.why}`,
  ].join('\n');
}
