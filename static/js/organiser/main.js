// The organiser's pages work without a script; this makes some of them quicker.
import { doorPage } from "./door.js";
import { planPage } from "./plan.js";
import { printButtons } from "./print.js";

doorPage();
planPage();
printButtons();
