import { render } from 'preact';
import '../style/tokens.css';

const app = document.getElementById('app');
if (app) render(<h1>Candor</h1>, app);
