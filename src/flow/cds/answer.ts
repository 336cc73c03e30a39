/** Use case: one call of a CDS service, answered with cards. */
import { type CodeableConcept, codingsOf, type Resource, SYSTEM } from '../../fhir/index.ts';
import { type Clock, type ServiceDate, serviceDate } from '../../kernel/index.ts';
import { caseId } from '../../review/index.ts';
import { codeChart, type PipelineKnowledge } from '../pipeline.ts';
import { type CardInput, cards } from './card.ts';
import { dischargeCards } from './discharge.ts';
import { eligibilityCards } from './eligibility.ts';
import { type CdsEhrs, gatherChart, prefetched } from './gather.ts';
import type { CdsCard, CdsRequest, CdsService } from './model.ts';
import { codeCards, orderCards } from './orders.ts';
import { readCdsRequest } from './read-request.ts';

export interface CdsDeps {
  readonly knowledge: PipelineKnowledge;
  readonly clock: Clock;
  readonly ehrs: CdsEhrs;
  /** The address of the workbench, for links to the case. */
  readonly publicUrl: string | undefined;
}

/** `connection`: whose EHR calls, where its token says so. */
export async function answerCds(
  body: unknown,
  service: CdsService,
  deps: CdsDeps,
  connection?: string,
): Promise<{ readonly cards: readonly CdsCard[] }> {
  const request = readCdsRequest(body, service.hook);
  const found = await inputs(request, service, deps);
  return { cards: cards(request.hookInstance, found, linkOf(request, deps, connection)) };
}

async function inputs(
  request: CdsRequest,
  service: CdsService,
  deps: CdsDeps,
): Promise<readonly CardInput[]> {
  const { terminology } = deps.knowledge;
  const on = serviceDate(deps.clock.now()) as ServiceDate;
  if (request.hook === 'encounter-discharge') {
    const { chart, left } = await gatherChart(request, service, deps.ehrs);
    return dischargeCards(codeChart(chart, deps.knowledge), left);
  }
  const coverages = prefetched(request, 'coverages');
  if (request.hook === 'order-sign') {
    const conditions = prefetched(request, 'conditions');
    const orders = orderCards({ orders: request.context.resources, conditions, on, terminology });
    return [...orders, ...eligibilityCards(coverages, on)];
  }
  const days = new Set(request.context.resources.map((r) => appointmentDay(r) ?? on));
  return [
    ...[...days].flatMap((day) => eligibilityCards(coverages, day)),
    ...request.context.resources.flatMap((r) =>
      codeCards(reasonCodes(r), { on: appointmentDay(r) ?? on, terminology }),
    ),
  ];
}

const appointmentDay = (r: Resource): ServiceDate | undefined => {
  const { start } = r as { start?: unknown };
  return typeof start === 'string' ? serviceDate(start) : undefined;
};

function reasonCodes(r: Resource): readonly string[] {
  const { reasonCode } = r as { reasonCode?: unknown };
  const concepts = (Array.isArray(reasonCode) ? reasonCode : []) as readonly CodeableConcept[];
  return concepts
    .flatMap(codingsOf)
    .filter((c) => c.system === SYSTEM.icd10cm)
    .map((c) => c.code);
}

/** A case is known by its connection and encounter, also before it is processed. */
function linkOf(request: CdsRequest, deps: CdsDeps, connection: string | undefined): string | undefined {
  const id = connection ?? (request.fhirServer ? deps.ehrs.at(request.fhirServer)?.id : undefined);
  const { encounterId } = request.context;
  if (!id || !encounterId || !deps.publicUrl) return undefined;
  return `${deps.publicUrl}/#/case/${caseId(id, `Encounter/${encounterId}`)}`;
}
