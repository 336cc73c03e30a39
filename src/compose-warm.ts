/** What the first chart would wait for (the phrases of the notes, the index of the words) made ready once the service listens. */
import { chartFromBundle } from './chart/index.ts';
import { type Bundle, SYSTEM } from './fhir/index.ts';
import { codeChart, type PipelineKnowledge } from './flow/index.ts';
import { type Clock, faultFields, type Log } from './kernel/index.ts';

const NOTE = 'Assessment:\n1. Essential hypertension, stable.\n2. Cough, unspecified.';

/** Codes a chart of nobody, of today or of the last day that the codes know, and keeps nothing of it. */
export function warm(knowledge: PipelineKnowledge, clock: Clock, log: Log): void {
  try {
    codeNobody(knowledge, clock);
  } catch (fault) {
    // A site's own tables may not suit this chart: no reason for a service that listens to end.
    log.warn('warm-up', faultFields(fault));
  }
}

function codeNobody(knowledge: PipelineKnowledge, clock: Clock): void {
  const today = clock.now().slice(0, 10);
  const known = knowledge.terminology
    .releases()
    .flatMap(({ system, effective }) => (system === SYSTEM.icd10cm ? [effective.to] : []))
    .sort()
    .at(-1);
  const bundle = chartOfNobody(known !== undefined && known < today ? known : today);
  codeChart(chartFromBundle(bundle, 'urn:claimwright:warm', 'Encounter/warm'), knowledge);
}

function chartOfNobody(day: string): Bundle {
  const subject = { reference: 'Patient/warm' };
  const encounter = [{ reference: 'Encounter/warm' }];
  const attachment = { contentType: 'text/plain', data: Buffer.from(NOTE).toString('base64') };
  const resources = [
    { resourceType: 'Patient', id: 'warm', birthDate: '1970-01-01' },
    { resourceType: 'Encounter', id: 'warm', status: 'finished', subject, period: { start: day, end: day } },
    {
      ...{ resourceType: 'DocumentReference', id: 'warm', status: 'current', subject },
      ...{ context: { encounter }, content: [{ attachment }] },
    },
  ];
  return {
    resourceType: 'Bundle',
    type: 'collection',
    entry: resources.map((resource) => ({ resource })),
  } as Bundle;
}
