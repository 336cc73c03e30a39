import { expect, it } from 'vitest';
import type { Claim } from '../../src/fhir/index.ts';
import { draftOf, type LoopDraft } from '../../src/x12/claim/loop-draft.ts';
import { claimsOf } from '../../src/x12/claim/read-claims.ts';
import { dossierOf } from '../../src/x12/fhir/dossier.ts';
import { claimBundle, guideOf } from '../../src/x12/fhir/to-claim.ts';
import { writtenClaim } from '../../src/x12/fhir/written-claim.ts';
import { inOrder } from '../../src/x12/guide/in-order.ts';
import { writeSegment } from '../../src/x12/index.ts';
import { describeWithShared } from '../support/shared.ts';
import { CORPUS, filesOf } from './syntax/support.ts';

const claims = (text: string) => claimsOf(text).flatMap((e) => (e.kind === 'claim' ? [e.claim] : []));

/** One line a segment; amounts without zeros at their end, as 005010 counts them equal. */
const lines = (loop: LoopDraft): readonly string[] => [
  ...loop.segments.filter(({ id }) => id !== 'HL').map((s) => `${loop.id} ${plain(writeSegment(s))}`),
  ...loop.loops.flatMap(lines),
];
const plain = (text: string): string =>
  text.replace(/(?<=[*:])(-?\d+)\.(\d*?)0+(?=[*:~])/g, (_, whole, rest) =>
    rest === '' ? whole : `${whole}.${rest}`,
  );

describeWithShared('the public samples', [CORPUS], (folder) => {
  const files = filesOf(folder).filter(
    ({ text }) =>
      /ST\*837/.test(text) && /\*005010X22/.test(text) && !(text.charAt(104) === ':' && />/.test(text)),
  );

  it.each(files.map((f) => [f.name, f.text] as const))(
    '%s becomes a Claim and is written back',
    (_, text) => {
      for (const read of claims(text)) {
        const bundle = claimBundle(read);
        const claim = bundle.entry?.[0]?.resource as Claim;
        const written = writtenClaim(dossierOf(claim, bundle));
        const guide = guideOf(read.kind);
        const original = [read.billing, read.subscriber, read.patient, read.claim].flatMap((loop) =>
          loop ? [inOrder(draftOf(loop, read.delimiters), guide)] : [],
        );
        const again = [written.billing, written.subscriber, written.patient, written.claim].flatMap(
          (loop) => loop ?? [],
        );
        expect(again.flatMap(lines).filter((line) => line !== UNNAMED)).toEqual(
          original.flatMap(lines).flatMap((line) => MENDED.get(line) ?? line),
        );
      }
    },
  );
});

/** What the samples lack and the guide wants is written: a facility code qualifier, a tax number of nine digits alone. */
const MENDED: ReadonlyMap<string, readonly string[]> = new Map([
  ['2300 CLM*051068*766.5***41::1*Y*A*Y*Y*P*OA~', ['2300 CLM*051068*766.5***41:B:1*Y*A*Y*Y*P*OA~']],
  ['2010AA REF*EI*10-1234567~', ['2010AA REF*EI*101234567~']],
]);

/** A payer of whom nothing is said. */
const UNNAMED = '2330B NM1*PR*2~';
