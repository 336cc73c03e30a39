/** Keeps back a claim that its clearinghouse would refuse: the case is held, and what is wrong stands among its findings. */
import type { Clock } from '../../kernel/index.ts';
import type { X12Fault } from '../../x12/index.ts';
import { AUTHOR } from '../pipeline.ts';
import type { CaseDetails, Cases } from '../process-model.ts';
import { x12Finding } from '../x12-findings.ts';
import { stepCase } from './case-events.ts';

export const holdFaulty = (
  id: string,
  faults: readonly X12Fault[],
  deps: { readonly cases: Cases; readonly clock: Clock },
): Promise<boolean> => {
  const names = [...new Set(faults.map((f) => f.id))].join(', ');
  const step = {
    kind: 'held' as const,
    who: AUTHOR.name.toLowerCase(),
    why: `The 837 of the claim would be refused: ${names}.`,
  };
  return stepCase(
    deps,
    () => deps.cases.get(id),
    (c) => (c.state === 'claimed' ? [step] : []),
    (details) => refused(details, faults),
  );
};

/** The claim stays known: it is in the EHR, and the next coding is compared with it. */
function refused(details: CaseDetails, faults: readonly X12Fault[]): CaseDetails {
  const { coded } = details;
  if (!coded) return details;
  const found = faults.map(x12Finding);
  const findings = [...coded.findings.filter(({ edit }) => !edit.startsWith('x12-')), ...found];
  const disposition = { to: 'held' as const, reasons: found.map((f) => f.message) };
  return { ...details, coded: { ...coded, findings, disposition } };
}
