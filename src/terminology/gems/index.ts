export { type GemSet, gems, readGems } from './gems.ts';
