/** `claimwright replay CASE`: codes a kept case again from its own inputs, and says whether the same bytes come out. */
import { type LineDifference, type Replay, replay, replayable } from '../flow/index.ts';
import { ClaimwrightError } from '../kernel/index.ts';
import type { CliDeps } from './deps.ts';
import { withKept } from './kept.ts';
import { table } from './table.ts';

export interface ReplayOptions {
  readonly anyway?: boolean;
}

/** 0 when the bytes are the same, 1 when they are not or could not be made. */
export const replayCommand = (
  name: string,
  { anyway = false }: ReplayOptions,
  deps: Pick<CliDeps, 'io' | 'replays'>,
): Promise<number> =>
  withKept(deps.replays, async (kept) => {
    const found = await kept.find(name);
    if (!found) throw new ClaimwrightError('CW-1007', { what: `case ${name}` });
    const { editions } = replayable(found.details.coded);
    const result = replay(found.details, { ...(await kept.codingWith(editions)), anyway });
    deps.io.out.write(`${shown(found.case.id, result)}\n`);
    return result.outcome === 'identical' ? 0 : 1;
  });

function shown(id: string, result: Replay): string {
  const { inputs, lines } = result;
  const asItWas = inputs.map(({ input, before, after }) => [input, before, after]);
  return [
    ...(inputs.length > 0 ? [table(['input', 'then', 'now'], asItWas), ''] : []),
    ...(lines.length > 0 ? [...lines.map(lineOf), ''] : []),
    `case ${id}: ${sentence(result)}`,
  ].join('\n');
}

const lineOf = ({ at, before, after }: LineDifference): string =>
  before === undefined && after === undefined
    ? at
    : `${at}\n  - ${before ?? 'nothing'}\n  + ${after ?? 'nothing'}`;

function sentence({ outcome, compared, bytes, inputs, lines }: Replay): string {
  const what = compared === 'claim' ? 'the claim' : 'the decision (no claim was made)';
  if (outcome === 'identical') return `${what} is identical, ${bytes} bytes.`;
  if (outcome === 'not-tried')
    return `${counted(inputs.length, 'input')} not what it was; --anyway codes it all the same.`;
  const why =
    inputs.length > 0 ? '' : ' Every input is what it was, so the program itself codes differently.';
  return `${what} differs in ${lines.length} ${lines.length === 1 ? 'place' : 'places'}.${why}`;
}

const counted = (n: number, word: string): string => (n === 1 ? `one ${word} is` : `${n} ${word}s are`);
