"""The front door: what people ask first, answered for their commune in a sentence, and the page that says more."""
