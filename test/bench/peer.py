"""What peer.mjs does, with PyYAML's loader in C: reads every response, counts, prints the lower median of each statement."""
import os
import sys

import yaml

RANKS = ["not-yet", "partly", "fully", "strongly-disagree", "disagree", "agree", "strongly-agree"]
folder = sys.argv[1]
answers = {}
for name in sorted(os.listdir(folder)):
    with open(os.path.join(folder, name), encoding="utf-8") as file:
        response = yaml.load(file, yaml.CSafeLoader)
    for characteristic, modes in response["answers"].items():
        for mode, cell in modes.items():
            for stage, answer in cell.items():
                if isinstance(answer, str):
                    answers.setdefault(f"{characteristic}/{mode}/{stage}", []).append(answer)
    for factor, statements in response.get("success-factors", {}).items():
        for statement, answer in statements.items():
            if isinstance(answer, str):
                answers.setdefault(f"{factor}/{statement}", []).append(answer)
for statement, given in answers.items():
    scored = sorted((answer for answer in given if answer in RANKS), key=RANKS.index)
    print(statement, scored[(len(scored) - 1) // 2] if scored else "-")
