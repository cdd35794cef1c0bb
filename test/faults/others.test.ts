import { describe } from 'vitest';
import { matrix } from './matrix.ts';
import { others } from './plays.ts';

describe('others', () => matrix(others));
