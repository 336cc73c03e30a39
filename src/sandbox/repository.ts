/**
 * The store behind Medplum's FhirRouter. Its own MemoryRepository is not used: a failed transaction stays half done in
 * it, a deleted resource is 404 instead of 410, its history turns round at every reading, and it leaves searches out.
 */
import { randomUUID } from 'node:crypto';
import {
  badRequest,
  gone,
  notFound,
  OperationOutcomeError,
  preconditionFailed,
  type SearchRequest,
  type WithId,
} from '@medplum/core';
import {
  type CreateResourceOptions,
  type DeleteResourceOptions,
  FhirRepository,
  type UpdateResourceOptions,
} from '@medplum/fhir-router';
import type { Bundle, BundleEntry, OperationOutcome } from '@medplum/fhirtypes';
import type { Reference, Resource } from '../fhir/index.ts';
import { type Clock, deepFreeze } from '../kernel/index.ts';
import type { AddressBook } from './addresses.ts';
import { historyBundle } from './history.ts';
import { continued, pageLinks, pageOf } from './paging.ts';
import type { ParameterTable } from './parameters.ts';
import { included } from './search/include.ts';
import { type Searchable, searchable } from './search/searchable.ts';
import { filtered, ordered } from './search/select.ts';
import { type Version, type Versions, versions } from './versions.ts';

export interface RepositoryOptions {
  /** The base URL resources are served under. */
  readonly base: string;
  readonly parameters: ParameterTable;
  readonly addresses: AddressBook;
  readonly clock: Clock;
}

export class SandboxRepository extends FhirRepository {
  readonly #options: RepositoryOptions;
  readonly #versions: Versions = versions();
  /** Each stored version as searches see it, made when it is first searched. */
  readonly #searchables = new WeakMap<Resource, Searchable>();

  constructor(options: RepositoryOptions) {
    super();
    this.#options = options;
  }

  counts(): Readonly<Record<string, number>> {
    return this.#versions.counts();
  }

  serves(type: string): boolean {
    return this.#options.parameters.has(type);
  }

  override setMode(): void {}

  override generateId(): string {
    return randomUUID();
  }

  /** The server gives the id, except where the router made it for a transaction (R4 http.html#create). */
  override async createResource<T extends Resource>(
    resource: T,
    options?: CreateResourceOptions,
  ): Promise<WithId<T>> {
    const id = options?.assignedId && resource.id ? resource.id : this.generateId();
    return this.write({ ...resource, id }, this.#options.clock.now());
  }

  override async updateResource<T extends Resource>(
    resource: T,
    options?: UpdateResourceOptions,
  ): Promise<WithId<T>> {
    if (!resource.id) throw refusal(badRequest('The resource to update has no id'));
    if (options?.ifMatch) this.#demand(resource.resourceType, resource.id, options.ifMatch);
    return this.write({ ...resource, id: resource.id }, this.#options.clock.now());
  }

  /** Adds a version. Seeding comes straight here, to keep the id and the time the EHR gave. */
  write<T extends Resource>(resource: T & { id: string }, at: string): WithId<T> {
    const { resourceType: type, id } = resource;
    if (!this.serves(type)) throw refusal(badRequest(`${type} is not served here`));
    const number = (this.#versions.current(type, id)?.number ?? 0) + 1;
    const meta = { ...resource.meta, versionId: String(number), lastUpdated: at };
    const stored = deepFreeze({ ...resource, meta });
    this.#versions.add(type, id, { number, at, resource: stored });
    return stored;
  }

  override async readResource<T extends Resource>(type: string, id: string): Promise<WithId<T>> {
    return held<T>(this.#versions.current(type, id));
  }

  override async readVersion<T extends Resource>(type: string, id: string, vid: string): Promise<WithId<T>> {
    return held<T>(this.#versions.of(type, id).find((v) => String(v.number) === vid));
  }

  override async readHistory<T extends Resource>(type: string, id: string): Promise<Bundle<WithId<T>>> {
    const all = this.#versions.of(type, id);
    if (all.length === 0) throw refusal(notFound);
    return historyBundle(`${this.#options.base}/${type}/${id}`, all) as Bundle<WithId<T>>;
  }

  override async readReference<T extends Resource>(reference: Reference<T>): Promise<WithId<T>> {
    const [type = '', id = ''] = this.#options.addresses.locate(reference.reference ?? '')?.split('/') ?? [];
    return this.readResource<T>(type, id);
  }

  override async readReferences<T extends Resource>(
    references: readonly Reference<T>[],
  ): Promise<(T | Error)[]> {
    return Promise.all(references.map((r) => this.readReference<T>(r).catch((e: Error) => e)));
  }

  override async deleteResource(type: string, id: string, options?: DeleteResourceOptions): Promise<void> {
    if (options?.ifMatch) this.#demand(type, id, options.ifMatch);
    const current = this.#versions.current(type, id);
    held(current);
    const number = (current?.number ?? 0) + 1;
    this.#versions.add(type, id, { number, at: this.#options.clock.now(), resource: undefined });
  }

  override async patchResource<T extends Resource>(): Promise<WithId<T>> {
    throw refusal({
      resourceType: 'OperationOutcome',
      issue: [{ severity: 'error', code: 'not-supported', details: { text: 'PATCH is not supported' } }],
    });
  }

  override async search<T extends Resource>(asked: SearchRequest<T>): Promise<Bundle<WithId<T>>> {
    const request = continued(asked);
    const { base, parameters } = this.#options;
    const table = parameters.get(request.resourceType);
    if (!table) throw refusal(badRequest(`${request.resourceType} is not served here`));
    const page = pageOf(request);
    const matches = filtered(this.#searchable(request.resourceType), table, request.filters ?? []);
    const chosen = ordered(matches, table, request.sortRules ?? []).slice(
      page.offset,
      page.offset + page.count,
    );
    const entries = this.#entries(request, chosen);
    return {
      resourceType: 'Bundle',
      type: 'searchset',
      total: matches.length,
      link: pageLinks(base, request, page, matches.length),
      // FHIR JSON has no empty arrays (R4 json.html).
      ...(entries.length > 0 ? { entry: entries } : {}),
    } as Bundle<WithId<T>>;
  }

  override async searchByReference<T extends Resource>(
    request: SearchRequest<T>,
    field: string,
    references: string[],
  ): Promise<Record<string, WithId<T>[]>> {
    const one = async (value: string): Promise<[string, WithId<T>[]]> => {
      const filters = [...(request.filters ?? []), { code: field, operator: 'eq' as never, value }];
      return [value, await this.searchResources<T>({ ...request, filters })];
    };
    return Object.fromEntries(await Promise.all(references.map(one)));
  }

  /** All or nothing (R4 http.html#transaction): what a failed transaction wrote is taken back. */
  override async withTransaction<R>(callback: (repository: this) => Promise<R>): Promise<R> {
    const putBack = this.#versions.savepoint();
    try {
      return await callback(this);
    } catch (fault) {
      putBack();
      throw fault;
    }
  }

  #demand(type: string, id: string, version: string): void {
    const current = held(this.#versions.current(type, id));
    if (current.meta?.versionId !== version) throw refusal(preconditionFailed);
  }

  #searchable(type: string): readonly Searchable[] {
    return this.#versions.all(type).map((stored) => {
      const known =
        this.#searchables.get(stored) ?? searchable(stored, this.#options.addresses.relative(stored));
      this.#searchables.set(stored, known);
      return known;
    });
  }

  #entries(request: SearchRequest, chosen: readonly Searchable[]): BundleEntry[] {
    const world = {
      parameters: this.#options.parameters,
      all: (type: string) => this.#searchable(type),
    };
    const entry = (mode: 'match' | 'include') => (resource: Resource) => ({
      fullUrl: `${this.#options.base}/${resource.resourceType}/${resource.id}`,
      search: { mode },
      resource,
    });
    const along = request.include || request.revInclude ? included(request, chosen, world) : [];
    return [...chosen.map(({ stored }) => entry('match')(stored)), ...along.map(entry('include'))];
  }
}

const refusal = (outcome: OperationOutcome): OperationOutcomeError => new OperationOutcomeError(outcome);

function held<T extends Resource>(version: Version | undefined): WithId<T> {
  if (!version) throw refusal(notFound);
  if (!version.resource) throw refusal(gone);
  return version.resource as WithId<T>;
}
