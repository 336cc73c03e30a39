/** What reading a chart needs of a server: one resource, or a search. The fake has the same two. */
import type { Client } from 'fhir-kit-client';
import type { Resource } from '../../fhir/index.ts';
import { ClaimwrightError } from '../../kernel/index.ts';
import type { Base } from '../http/base.ts';
import { type Capability, readCapability } from '../http/capability.ts';
import { isResource } from '../http/client.ts';
import { readPages, type SearchParams } from '../http/pages.ts';

export interface Found {
  readonly resources: readonly Resource[];
  /** Why the answer may not be all there is. */
  readonly troubles: readonly string[];
  /** The fault that ended the paging early. */
  readonly cutShort?: ClaimwrightError;
}

export interface FhirSource {
  readonly base: Base;
  /** Throws a Refusal when the server says no. */
  read(type: string, id: string): Promise<Resource>;
  /** Throws a Refusal when the server says no; what was read before a later page failed comes with a trouble. */
  search(type: string, params: SearchParams): Promise<Found>;
  capability(): Promise<Capability>;
}

export interface SourceOptions {
  readonly client: Client;
  readonly base: Base;
  readonly maxPages: number;
}

export function fhirSource(options: SourceOptions): FhirSource {
  const { client, base } = options;
  let known: Promise<Capability> | undefined;
  return {
    base,
    async read(resourceType, id) {
      const resource: unknown = await client.read({ resourceType, id });
      if (isResource(resource) && resource.resourceType === resourceType) return resource;
      throw new ClaimwrightError('CW-2005', { interaction: `GET ${resourceType}/[id]` });
    },
    search: (type, params) => searchAll(options, type, params),
    capability() {
      // One reading serves all charts; a reading that failed is not kept.
      known ??= readCapability(client).catch((fault: unknown) => {
        known = undefined;
        throw fault;
      });
      return known;
    },
  };
}

async function searchAll(options: SourceOptions, type: string, params: SearchParams): Promise<Found> {
  const resources: Resource[] = [];
  const troubles: string[] = [];
  try {
    for await (const page of readPages(options, type, params)) {
      resources.push(...page.resources);
      troubles.push(...page.troubles);
    }
  } catch (fault) {
    if (!isPagingFault(fault)) throw fault;
    return { resources, troubles: [...troubles, fault.message], cutShort: fault };
  }
  return { resources, troubles };
}

/** A paging that leads away or never ends takes nothing from the pages that were read. */
const isPagingFault = (fault: unknown): fault is ClaimwrightError =>
  fault instanceof ClaimwrightError && (fault.code === 'CW-2004' || fault.code === 'CW-2006');
