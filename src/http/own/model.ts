/** What the routes of our own resources are given; compose plugs it. */
import type { OwnResources } from '../../flow/index.ts';

export interface OwnHttpDeps {
  readonly resources: OwnResources;
  /** The address of this service for links; undefined: as the caller wrote it. */
  readonly publicUrl: () => string | undefined;
}
