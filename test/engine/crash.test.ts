import { placeOfFile } from '../store/file-place.ts';
import { crashSuite } from './crash-suite.ts';

crashSuite('sqlite', async () => placeOfFile());
