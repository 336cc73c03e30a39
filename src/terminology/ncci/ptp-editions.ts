/** The parts of quarterly PTP files, gathered into one edition for each setting and quarter. */
import { sha256 } from '../../kernel/index.ts';
import { refuse } from '../import/fault.ts';
import { sourceName } from '../import/file-name.ts';
import { readPtp } from '../import/ncci-ptp.ts';
import { dayOf } from './day-number.ts';
import { firstDay, lastDay, NCCI_LICENCE, NCCI_SYSTEM, quarterName, revised } from './edition.ts';
import { type Known, latin1, type Progress, quarterOf } from './official-input.ts';
import type { PtpEdition } from './ptp-columns.ts';

type Part = Known<'ncci-ptp'>;

export function ptpEditions(parts: readonly Part[], progress?: Progress): readonly PtpEdition[] {
  const quarters = Map.groupBy(parts, ({ file }) => `${file.setting} ${file.version}`);
  return [...quarters.values()].map((quarter) => edition(inOrder(quarter), progress));
}

/** The parts 1, 2, …, each once: one given twice, packed and plain, is one; a gap would lose edits without a word. */
function inOrder(parts: readonly Part[]): readonly [Part, ...Part[]] {
  const [first, ...rest] = [...parts].sort((a, b) => a.file.part - b.file.part);
  if (!first) return refuse('', 'it has no parts');
  const kept: [Part, ...Part[]] = [first];
  for (const part of rest) {
    const before = kept.at(-1);
    if (before?.file.part !== part.file.part) kept.push(part);
    else if (sha256(before.bytes) !== sha256(part.bytes))
      refuse(part.label, `it differs from ${before.label}, which is the same part`);
  }
  const gap = kept.findIndex(({ file }, i) => file.part !== i + 1);
  const after = kept[gap];
  if (after)
    refuse(
      after.label,
      `part f${gap + 1} of ${after.file.version} is missing; give all parts of a quarter together`,
    );
  return kept;
}

function edition(parts: readonly [Part, ...Part[]], progress?: Progress): PtpEdition {
  const [first] = parts;
  const { setting, version, revision } = first.file;
  const quarter = parts.map(quarterOf)[0] ?? quarterOf(first);
  const name = quarterName(quarter);
  const readable = parts.map((part) => {
    const { part: number, separator } = part.file;
    return { label: part.label, part: number, separator, chunks: latin1(part, progress) };
  });
  const content = readPtp(readable, dayOf(lastDay(quarter)));
  const info = {
    id: revised(`ncci-ptp-${setting}-${name}`, revision),
    system: NCCI_SYSTEM,
    version,
    title: `NCCI PTP edits, ${setting}, ${name}`,
    effective: { from: firstDay(quarter), to: lastDay(quarter) },
    checksum: sha256(parts.map(({ bytes }) => sha256(bytes)).join('\n')),
    source: parts.map(({ label }) => sourceName(label)).join(', '),
    licence: NCCI_LICENCE,
    complete: true,
    counts: { rows: content.columns.terms.length, billable: 0 },
  };
  return { info, setting, ...content };
}
