/** What a coding stands on, as hashes: whether the chart, a code release or the modules changed since. */
import type { Chart } from '../chart/index.ts';
import { keyOf, type Resource } from '../fhir/index.ts';
import { canonicalJson, sha256 } from '../kernel/index.ts';
import { AUTHOR, type PipelineKnowledge } from './pipeline.ts';

export interface KnowledgeBasis {
  /** Of the code-set releases. */
  readonly releases: string;
  /** Of the mapping modules, the edits, the site's policies and charges, and the program. */
  readonly modules: string;
}

export interface Basis extends KnowledgeBasis {
  readonly chart: string;
}

export type BecauseOf = keyof Basis;

export function knowledgeBasis(knowledge: PipelineKnowledge): KnowledgeBasis {
  const { terminology, modules, charges, policy, edits, calibration } = knowledge;
  const releases = terminology.releases().map(({ id, version, checksum }) => [id, version, checksum]);
  const versions = modules.map(({ manifest }) => `${manifest.id}@${manifest.version}`);
  return {
    releases: hashOf(releases.map(canonicalJson).sort()),
    modules: hashOf([AUTHOR.version, versions.sort(), charges.entries?.(), policy, edits, calibration]),
  };
}

/** A server renumbers and restamps what nobody changed: its version and time are not content, nor is the order of reading. */
export function chartBasis({ resources, gaps, historyFrom }: Chart): string {
  const contents = resources.map((r) => [keyOf(r) ?? '', sha256(canonicalJson(contentOf(r)))].join(' '));
  return hashOf([contents.sort(), gaps.map(({ what }) => what).sort(), historyFrom]);
}

function contentOf(resource: Resource): object {
  const { meta, ...content } = resource;
  if (!meta) return content;
  const { versionId: _version, lastUpdated: _time, source: _source, ...labels } = meta;
  return Object.keys(labels).length > 0 ? { ...content, meta: labels } : content;
}

/** The first that changed; undefined when all is as it was. */
export function changedSince(before: Basis, now: Basis): BecauseOf | undefined {
  return (['chart', 'releases', 'modules'] as const).find((part) => before[part] !== now[part]);
}

const hashOf = (value: unknown): string => sha256(canonicalJson(value));
