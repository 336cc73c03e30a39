/** The name of an interaction for people and logs: the type and the parameters, without any id or value. */
import type { Base } from './base.ts';

export function interactionOf(method: string, url: string, base: Base): string {
  const target = URL.parse(url, `${base.url}/`);
  const path = (target?.href ?? '').slice(base.url.length).split(/[?#]/)[0] ?? '';
  const [type = '', id] = path.split('/').filter(Boolean);
  if (type === '') return `${method} ${target?.search ? 'next page' : 'transaction'}`;
  if (!/^([A-Z][A-Za-z]*|metadata)$/.test(type)) return `${method} next page`;
  const names = [...new Set(target?.searchParams.keys() ?? [])].filter((n) => /^[\w:-]{1,40}$/.test(n));
  const query = names.length > 0 ? `?${names.map((n) => `${n}=`).join('&')}` : '';
  return `${method} ${type}${id ? '/[id]' : ''}${query}`;
}
