/**
 * The parts that several rooms use, in one file of the bundle: split by who uses which, they would be a dozen small
 * ones, each a request and badly compressed.
 */
import '../api/changeSeen.ts';
import './action.ts';
import './choices.tsx';
import './confirmation.tsx';
import './copyable.tsx';
import './dryRun.ts';
import './field.tsx';
import './formDialog.tsx';
import './kept.ts';
import './languageOptions.tsx';
import './loaded.tsx';
import './notices.tsx';
import './overtaken.tsx';
import './preview.tsx';
import './saveFile.ts';
import './section.tsx';
import './segments.tsx';
import './shownOnce.tsx';
import './time.tsx';
import './wallTime.ts';
