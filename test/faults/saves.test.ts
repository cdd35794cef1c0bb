import { describe } from 'vitest';
import { matrix } from './matrix.ts';
import { saves } from './plays.ts';

describe('saves', () => matrix(saves));
