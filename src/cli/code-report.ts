/** A coded encounter for the terminal: each code with its rule, citation and the words that support it. */
import type { CodedEncounter, DiagnosisSuggestion, Evidence, ServiceSuggestion } from '../flow/index.ts';
import { plain } from './table.ts';

export function report(coded: CodedEncounter): string {
  const { set, facts, findings, disposition } = coded;
  const lines = [
    `${facts.visit.id}  ${set.on ?? 'no date'}  ${facts.visit.setting.value}  → ${disposition.to}`,
    '',
    'Diagnoses',
    ...set.diagnoses.flatMap((d, i) => diagnosisLines(d, i)),
    'Services',
    ...set.services.flatMap(serviceLines),
    ...section(
      'Queries',
      set.queries.map(
        (q) =>
          `  ? ${q.question}${q.options.length > 0 ? ` [${q.options.map((o) => [o.answer, o.code].filter(Boolean).join(' ')).join(' | ')}]` : ''}`,
      ),
    ),
    ...section(
      'Findings',
      findings.map(
        (f) =>
          `  ${MARK[f.severity]} ${f.edit}: ${f.message} (${f.authority.source}, ${f.authority.section})`,
      ),
    ),
    ...section(
      'Not claimed because',
      disposition.reasons.map((r) => `  ${r}`),
    ),
  ];
  return `${lines.map(plain).join('\n')}\n`;
}

const MARK = { error: '✗', warning: '!', information: 'i' } as const;

const section = (title: string, lines: readonly string[]): readonly string[] =>
  lines.length > 0 ? [title, ...lines] : [];

function diagnosisLines(d: DiagnosisSuggestion, i: number): readonly string[] {
  return [
    `  ${i + 1}. ${d.code.padEnd(9)} ${d.title}  (${d.confidence.toFixed(2)})`,
    `       ${d.rule.module}#${d.rule.rule}: ${d.rule.citation.source}, ${d.rule.citation.section}`,
    ...d.evidence.slice(0, 4).map(evidenceLine),
  ];
}

function serviceLines(s: ServiceSuggestion): readonly string[] {
  const name = [s.code, ...s.modifiers.map((m) => m.code)].join('-');
  return [
    `  ${name.padEnd(12)} ${s.label} × ${s.units}  (${s.confidence.toFixed(2)})`,
    `       ${s.rule.module}#${s.rule.rule}: ${s.rule.citation.source}, ${s.rule.citation.section}`,
    ...s.modifiers.map((m) => `       ${m.code}: ${m.reason}`),
    ...(s.worksheet
      ? [
          ...s.worksheet.rows.map((r) => `       ${r.element}: ${r.rating} – ${r.why}`),
          `       ${s.worksheet.conclusion}`,
        ]
      : s.evidence.slice(0, 3).map(evidenceLine)),
  ];
}

const evidenceLine = (e: Evidence): string => `       « ${e.words.slice(0, 90)} »  ${e.reference} ${e.path}`;
