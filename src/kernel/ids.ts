/** Deterministic identifiers: the same parts always give the same id, so nothing is created twice. */
import { createHash } from 'node:crypto';

/** Lower-case hex SHA-256 of a text. */
export const sha256 = (text: string | Uint8Array): string => createHash('sha256').update(text).digest('hex');

/** A UUID (version 8, RFC 9562 §5.8) made from the parts; the separator cannot occur inside one by accident. */
export function uuidFrom(...parts: readonly string[]): string {
  const hex = sha256(JSON.stringify(parts)).slice(0, 32).split('');
  hex[12] = '8';
  hex[16] = ((Number.parseInt(hex[16] ?? '0', 16) & 0x3) | 0x8).toString(16);
  const s = hex.join('');
  return `${s.slice(0, 8)}-${s.slice(8, 12)}-${s.slice(12, 16)}-${s.slice(16, 20)}-${s.slice(20)}`;
}
