/** A Claim with what it refers to → loops to be written: from the Claim, then what it carries, then the defaults, in the guide's order. */
import type { ClaimDraftLoops, LoopDraft } from '../claim/loop-draft.ts';
import type { Guide } from '../guide/guide.ts';
import { inOrder } from '../guide/in-order.ts';
import { carriedIn, withCarried } from './carry.ts';
import { withDefaults } from './defaults.ts';
import type { Dossier } from './dossier.ts';
import { kindOfClaim, loopsOfClaim } from './from-claim.ts';
import { guideOf } from './to-claim.ts';

export function writtenClaim(dossier: Dossier): ClaimDraftLoops {
  const { claim } = dossier;
  const kind = kindOfClaim(claim);
  const guide = guideOf(kind);
  const made = loopsOfClaim(dossier);
  const carried = carriedIn(claim.extension);
  const of = (id: string) =>
    carried.filter(({ path }) => path[0]?.id === id).map((one) => ({ ...one, path: one.path.slice(1) }));
  const whole = (loop: LoopDraft): LoopDraft =>
    inOrder(withDefaults(withCarried(loop, of(loop.id), guide), kind === 'institutional'), guide);
  const claimLoop = withLines(made.claim, dossier, guide);
  return {
    billing: whole(made.billing),
    subscriber: whole(made.subscriber),
    patient: made.patient && whole(made.patient),
    claim: whole(claimLoop),
  };
}

/** Each line with what its own item carries. */
function withLines(loop: LoopDraft, { claim }: Dossier, guide: Guide): LoopDraft {
  let line = -1;
  const loops = loop.loops.map((inner) => {
    if (inner.id !== '2400') return inner;
    line += 1;
    return withCarried(inner, carriedIn(claim.item?.[line]?.extension), guide);
  });
  return { ...loop, loops };
}
