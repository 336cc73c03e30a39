import { describe, expect, it } from 'vitest';
import { ACKNOWLEDGEMENT } from '../../src/x12/guide/acknowledgement-999.ts';
import { INSTITUTIONAL } from '../../src/x12/guide/claim-837i.ts';
import { PROFESSIONAL } from '../../src/x12/guide/claim-837p.ts';
import type { Guide } from '../../src/x12/guide/guide.ts';
import { type Loop, LoopReader } from '../../src/x12/guide/read-loops.ts';
import { REMITTANCE } from '../../src/x12/guide/remittance-835.ts';
import { CLAIM_ACKNOWLEDGEMENT, CLAIM_STATUS } from '../../src/x12/guide/status-277ca.ts';
import type { X12Fault } from '../../src/x12/index.ts';
import { describeWithShared } from '../support/shared.ts';
import { CORPUS, envelopes, filesOf } from './syntax/support.ts';

function read(
  guide: Guide,
  text: string,
): { readonly loops: readonly Loop[]; readonly faults: readonly X12Fault[] } {
  const faults: X12Fault[] = [];
  const loops: Loop[] = [];
  let reader = new LoopReader(guide, { fault: (f) => faults.push(f) });
  for (const event of envelopes(text)) {
    if (event.kind === 'start') reader = new LoopReader(guide, { fault: (f) => faults.push(f) });
    if (event.kind === 'segment') reader.next(event.segment, event.transaction.delimiters);
    if (event.kind === 'end') loops.push(...reader.end(event.segment));
  }
  return { loops, faults };
}

const shape = (loop: Loop): string =>
  `${loop.id}(${loop.segments.length}${loop.loops.map((l) => ` ${shape(l)}`).join('')})`;

describe.each([
  PROFESSIONAL,
  INSTITUTIONAL,
  ACKNOWLEDGEMENT,
  CLAIM_ACKNOWLEDGEMENT,
  CLAIM_STATUS,
  REMITTANCE,
])('$title', (guide) => {
  it('has loops that hang together', () => {
    expect(new Set(guide.loops.map((l) => l.id)).size).toBe(guide.loops.length);
    for (const loop of guide.loops) {
      for (const parent of loop.parents) expect(guide.loop(parent), `${loop.id} in ${parent}`).toBeDefined();
      expect(loop.segments[0]?.required, loop.id).toBe(true);
      for (const use of loop.segments) expect(use.id, loop.id).toMatch(/^[A-Z][A-Z0-9]{1,2}$/);
    }
  });
});

describeWithShared('the public samples', [CORPUS], (folder) => {
  const files = filesOf(folder).filter(({ text }) => /ST\*837/.test(text) && /005010X22[23]/.test(text));

  it.each(files.map((f) => [f.name, f.text] as const))('%s stands in its loops', (name, text) => {
    const { loops, faults } = read(/005010X223/.test(text) ? INSTITUTIONAL : PROFESSIONAL, text);
    const found = faults.map((f) => `${f.id} ${f.loop} ${f.segment}`);
    expect(found, loops.map(shape).join('\n')).toEqual(DEFECTS.get(name) ?? []);
    expect(loops.filter((l) => l.id === '2000A').length, name).toBeGreaterThan(0);
  });
});

/** These samples write `>` between components where their ISA declares `:`, so that their HI says nothing. */
const OTHER_SEPARATOR = ['segment-unexpected 2300 HI', 'segment-missing 2300 HI'];

/** What is wrong with the samples themselves. */
const DEFECTS: ReadonlyMap<string, readonly string[]> = new Map([
  ['demo.example6.837', OTHER_SEPARATOR],
  ['demo.example9.837', OTHER_SEPARATOR],
  ['demo.example11.837', OTHER_SEPARATOR],
  ['demo.example12.837', OTHER_SEPARATOR],
  ['demo.cob.2ndary.example4.837', OTHER_SEPARATOR],
  ['out-of-network-repriced-claim.837i', OTHER_SEPARATOR],
  ['ppo-repriced-claim.837i', [...Array(3).fill('segment-unexpected 2300 HI'), 'segment-missing 2300 HI']],
  ['demo.cob.example3.A.837', ['loop-missing 2330B NM1']],
  ['demo.cob.example4.837', ['segment-unexpected 2320 AMT']],
]);
