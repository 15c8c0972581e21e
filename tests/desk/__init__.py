"""The desk as an operator has it: one server, one worker and one browser for all modules of this folder."""
