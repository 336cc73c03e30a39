/** Write-back as work for a coder (R4 task.html): a Task with the suggested codes, and the Claim they make, to be taken over by hand. Pure. */
import { type Bundle, CLAIMWRIGHT_BASE, type Claim, type Reference, type Task } from '../../fhir/index.ts';
import { uuidFrom } from '../../kernel/index.ts';
import { besides, type ClaimEntry, claimEntries, onIdentifier, type WritePlan } from './plan.ts';
import { encounterBehind, instantOf } from './sources.ts';
import { narrative, summaryOf } from './summary.ts';

export function taskPlan(transaction: Bundle): WritePlan {
  const claims = claimEntries(transaction);
  const urn = (of: ClaimEntry): string => `urn:uuid:${uuidFrom('claim-task', of.number)}`;
  const token = ({ system, number }: ClaimEntry) => ({ system, value: number });
  return {
    entries: claims.map((of) => onIdentifier(urn(of), taskOf(of), token(of))),
    beside: claims.flatMap((of) => {
      const own = `urn:uuid:${uuidFrom('task-provenance', of.number)}`;
      return of.provenance ? [besides(own, urn(of), of.provenance, token(of))] : [];
    }),
    held: [],
  };
}

const TASKS = `${CLAIMWRIGHT_BASE}/CodeSystem/task`;
/** R4 names the Task.intent of work that somebody is asked to do an order. */
const INTENT = 'order';

function taskOf(of: ClaimEntry): Task {
  const { claim, system, number } = of;
  const encounter = encounterBehind(of);
  const authoredOn = instantOf(of);
  return {
    resourceType: 'Task',
    text: narrative(summaryOf(claim)),
    contained: [{ ...claim, id: 'claim' }],
    identifier: [{ system, value: number }],
    status: 'requested',
    intent: INTENT,
    priority: 'routine',
    code: { coding: [{ system: TASKS, code: 'enter-charges' }], text: 'Enter the suggested codes' },
    description: `Enter the codes of claim ${number} for this encounter.`,
    focus: { reference: '#claim' },
    for: claim.patient as Reference<never>,
    ...(encounter ? { encounter } : {}),
    ...(authoredOn ? { authoredOn } : {}),
    input: inputsOf(claim),
  };
}

type Input = NonNullable<Task['input']>[number];

/** The codes as values of their own, for an EHR that shows them beside its own fields. */
function inputsOf({ diagnosis = [], item = [] }: Claim): Input[] {
  return [
    ...diagnosis.flatMap(({ diagnosisCodeableConcept: concept }) =>
      concept ? [{ type: { text: 'diagnosis' }, valueCodeableConcept: concept }] : [],
    ),
    ...item.map(({ productOrService, modifier = [] }) => ({
      type: { text: 'service' },
      valueCodeableConcept: {
        coding: [productOrService, ...modifier].flatMap((concept) => concept.coding ?? []),
      },
    })),
  ];
}
