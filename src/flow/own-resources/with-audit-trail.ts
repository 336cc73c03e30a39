/** Our own resources with the audit trail among them: it is brought up to its end before anything of it is asked. */
import type { Clock } from '../../kernel/index.ts';
import type { AuditTrail } from '../../review/index.ts';
import type { OwnResources } from './own-resources.ts';
import { catchUpAudit } from './projecting.ts';

export function withAuditTrail(own: OwnResources, trail: AuditTrail, clock: Clock): OwnResources {
  let running: Promise<void> | undefined;
  // Who asks while it is under way is answered from what it brings.
  const upTo = async (type: string): Promise<void> => {
    if (type !== 'AuditEvent') return;
    running ??= catchUpAudit(trail, own, clock).finally(() => {
      running = undefined;
    });
    await running;
  };
  return {
    ...own,
    read: async (type, id) => {
      await upTo(type);
      return own.read(type, id);
    },
    version: async (type, id, version) => {
      await upTo(type);
      return own.version(type, id, version);
    },
    history: async (query) => {
      await upTo(query.type);
      return own.history(query);
    },
    search: async (query) => {
      await upTo(query.type);
      return own.search(query);
    },
    count: async (query) => {
      await upTo(query.type);
      return own.count(query);
    },
  };
}
