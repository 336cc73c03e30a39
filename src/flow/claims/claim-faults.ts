/** What a clearinghouse would have against a claim before it is sent: SNIP 1 to 5 of the very 837 it would be in, alone. */
import type { Terminology } from '../../terminology/index.ts';
import { checkedClaims, type Dossier, write837, type X12Fault } from '../../x12/index.ts';
import type { X12Partner } from './route.ts';
import type { ClaimKind } from './waiting-claims.ts';

/** Errors only: what is merely worth a look does not keep a claim back. Without code sets level 5 is not asked. */
export function claimFaults(
  dossier: Dossier,
  partner: X12Partner,
  kind: ClaimKind,
  { at, terminology }: { readonly at: string; readonly terminology?: Terminology | undefined },
): readonly X12Fault[] {
  const alone = {
    ...{ ...partner, kind, at },
    // Numbers of no batch: they are checked for their form, and thrown away.
    ...{ interchangeControlNumber: 1, groupControlNumber: 1, batch: '000000001' },
  };
  const text = [...write837([dossier], alone)].join('');
  const events = checkedClaims(text, terminology ? { terminology } : {});
  const faults = events.flatMap((e) => (e.kind === 'fault' ? [e.fault] : e.kind === 'claim' ? e.faults : []));
  return faults.filter(({ severity }) => severity === 'error');
}
