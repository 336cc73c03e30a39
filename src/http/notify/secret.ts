/** The secret of a notification, in a header (R4 Subscription.channel.header): compared so that its time tells nothing. */
import { createHash, timingSafeEqual } from 'node:crypto';
import type { Request } from 'express';

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/** Every known secret is compared, and an empty one is none. */
export function carriesSecret(request: Request, secrets: readonly string[]): boolean {
  const sent = /^Bearer +(\S{1,1024})$/i.exec(request.headers.authorization ?? '')?.[1] ?? '';
  const same = secrets.map((secret) => timingSafeEqual(digest(secret), digest(sent)) && secret !== '');
  return same.includes(true);
}
