/** What a person has to do about a response → Task (R4 task.html), with the way back to what the claim was made from. */
import type { Claim, CodeableConcept, Reference, Task } from '../../fhir/index.ts';
import type { ClaimOrigin } from '../ports/case-lookup.ts';
import { some } from './adjudicated.ts';
import { claimReference } from './response-base.ts';
import { CODES } from './vocabulary.ts';

export type Work = 'work-rejection' | 'work-denial' | 'work-unbalanced' | 'answer-request';

export interface TaskInput {
  readonly id: string;
  readonly at: string;
  readonly work: Work;
  /** One sentence without patient data. */
  readonly description: string;
  readonly claim: Claim | undefined;
  readonly focus: Reference;
  readonly reasons: readonly CodeableConcept[];
  /** Lines it is about; none: the claim as a whole. */
  readonly lines: readonly number[];
  readonly origin: ClaimOrigin | undefined;
}

const INTENT = 'order';

export function taskOf(input: TaskInput): Task {
  const [reason] = input.reasons;
  return {
    resourceType: 'Task',
    id: input.id,
    status: 'requested',
    intent: INTENT,
    code: { coding: [{ system: CODES.task, code: input.work }] },
    description: input.description,
    focus: input.focus,
    ...(input.claim ? { basedOn: [claimReference(input.claim)], for: input.claim.patient } : {}),
    authoredOn: input.at,
    ...(reason ? { reasonCode: reason } : {}),
    ...some('input', [...lineInputs(input.lines), ...originInputs(input)]),
  };
}

type Input = NonNullable<Task['input']>[number];

const text = (type: string, valueString: string): Input => ({ type: { text: type }, valueString });

const lineInputs = (lines: readonly number[]): readonly Input[] =>
  lines.map((line) => ({ type: { text: 'line' }, valuePositiveInt: line }));

/** The suggestions and findings of the lines it is about, and who decided. */
function originInputs({ origin, lines }: TaskInput): readonly Input[] {
  if (!origin) return [];
  const about = (line: number | undefined): boolean =>
    lines.length === 0 || line === undefined || lines.includes(line);
  const { decision } = origin;
  return [
    text('case', origin.case),
    text('encounter', origin.encounter),
    ...origin.lines
      .filter(({ sequence }) => about(sequence))
      .map(({ sequence, code, rule, confidence }) =>
        text('suggestion', `line ${sequence}: ${code} by ${rule}, confidence ${confidence.toFixed(2)}`),
      ),
    ...origin.findings
      .filter(({ line }) => about(line))
      .map(({ edit, severity, line }) =>
        text('finding', `${edit} (${severity})${line === undefined ? '' : ` of line ${line}`}`),
      ),
    ...(decision ? [text('decision', `${decision.who} at ${decision.at}: ${decision.why}`)] : []),
  ];
}
