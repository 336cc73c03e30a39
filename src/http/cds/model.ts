/** What the CDS Hooks routes are given; compose plugs it. */
import type { CdsEhrs, CdsFeedback } from '../../flow/index.ts';
import type { CdsAccess } from './authenticate.ts';
import type { ReplayGuard } from './replay.ts';

export interface CdsHttpDeps {
  readonly ehrs: CdsEhrs;
  readonly feedback: CdsFeedback;
  /** For links; undefined: cards have none. */
  readonly publicUrl: () => string | undefined;
  /** Undefined: whoever is on this machine may call. */
  readonly access?: CdsAccess;
  /** Undefined: tokens are remembered by this process alone. */
  readonly replay?: ReplayGuard;
}
