/** The check that the edits of "use additional code" and "code also" share. */
import type { NoteKind } from '../terminology/index.ts';
import { TabularIndex } from './code-order.ts';
import { companionsOf, rangeText } from './companion-notes.ts';
import { comparedInOrder, type IcdDiagnosis, notesOf } from './diagnoses.ts';
import { CANNOT_TELL, fail, listed, NOT_APPLICABLE, verdictOf } from './hit.ts';
import type { EditContext, EditSubject, EditVerdict, Hit } from './model.ts';

export interface PlacedDiagnosis extends IcdDiagnosis {
  readonly at: number;
}

type Order = (
  bearer: PlacedDiagnosis,
  partner: PlacedDiagnosis,
  node: string,
  edition: string,
) => Hit | undefined;

export function companionVerdict(
  kind: NoteKind,
  subject: EditSubject,
  context: EditContext,
  order: Order = () => undefined,
): EditVerdict {
  const { codes, partly } = comparedInOrder(subject);
  if (codes.length === 0) return NOT_APPLICABLE;
  const { on } = subject;
  const edition = on && context.terminology.icd10cm.notesEdition(on);
  if (!on || !edition) return CANNOT_TELL;
  const placed = codes.map((d, at) => ({ ...d, at }));
  const index = new TabularIndex(placed, (d) => d.code);
  const hits = placed.flatMap((bearer) =>
    companionsOf(notesOf(context)(bearer.code, on), kind).flatMap(({ node, targets }) => {
      const partners = targets.flatMap((t) => index.within(t)).filter((p) => p.at !== bearer.at);
      const before = partners.find((p) => p.at < bearer.at);
      if (partners.length > 0) return (before && order(bearer, before, node, edition)) ?? [];
      const { code, diagnosis } = bearer;
      const params = { code, node, edition, targets: listed(targets.map(rangeText)) };
      return [fail('missing', diagnosis.expression, { codes: [code], params, severity: 'information' })];
    }),
  );
  return verdictOf(hits, partly);
}
