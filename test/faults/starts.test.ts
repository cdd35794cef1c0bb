import { describe } from 'vitest';
import { matrix } from './matrix.ts';
import { starts } from './plays.ts';

describe('starts', () => matrix(starts));
