import { accessBy } from '../../src/access/access.ts';
import { builtIn } from '../../src/access/built-in.ts';

/** The built-in rules where whoever asks for a removal confirms it: for tests of what comes after the yes. */
export const ownConsent = accessBy(() => ({ ...builtIn, approvals: [] }));
