/** `claimwright claims status [NUMBER]`: what became of a claim, or what belongs to no claim. */
import { ClaimwrightError } from '../kernel/index.ts';
import type { CliDeps } from './deps.ts';
import { withKept } from './kept.ts';
import { table } from './table.ts';

const MOST = 200;

export async function claimsStatusCommand(
  number: string | undefined,
  { io, claims }: Pick<CliDeps, 'io' | 'claims'>,
): Promise<number> {
  return withKept(claims, async (clearing) => {
    if (number === undefined) {
      const rows = (await clearing.unmatched(MOST)).map((u) => [u.number, u.why, u.file.slice(0, 16)]);
      io.out.write(`${table(['unmatched', 'why', 'file'], rows)}\n`);
      return rows.length > 0 ? 1 : 0;
    }
    const status = await clearing.status(number);
    if (!status) throw new ClaimwrightError('CW-1007', { what: 'such claim' });
    const sent = status.sent.map((s) => ['sent', s.at ?? 'not delivered yet', s.channel, s.batch]);
    const answers = status.responses.map((r) => [
      r.cancelled ? `${r.state}, cancelled` : r.state,
      r.at,
      r.disposition ?? r.outcome,
      r.reasons
        .filter(({ denial }) => denial)
        .map(({ code, line }) => (line === undefined ? code : `${code} on line ${line}`))
        .join('; '),
    ]);
    io.out.write(`${table([status.number, 'when', 'what', 'detail'], [...sent, ...answers])}\n`);
    for (const { sequence, code, rule } of status.origin?.lines ?? [])
      io.out.write(`line ${sequence}: ${code} by ${rule}\n`);
    for (const { edit, severity, line } of status.origin?.findings ?? [])
      if (severity !== 'information')
        io.out.write(`${edit} (${severity})${line === undefined ? '' : ` on line ${line}`}\n`);
    return 0;
  });
}
