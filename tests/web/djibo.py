"""Made-up reports of one shelling, as ten outlets and one correction would tell it, and of two more incidents."""

from __future__ import annotations

ADDRESS = "https://sahelwire.example/2025/02/djibo"
FIRST = (
    "DJIBO, Feb 3 (Sahel Wire) - At least six people were killed on Monday when a shell hit a primary school in Djibo, "
    "Burkina Faso, a teacher said.\n\n"
    "Four of the dead were children, the teacher said. \"The roof came down on the second class,\" he said.\n\n"
    "A nurse at the district hospital said 14 people were injured.\n\n"
    "The army has not commented.")
SECOND = FIRST.replace("At least six", "At least nine").replace("Four of", "Six of").replace("14 people", "21 people").replace(
    "The army has not commented.", "The army denied that it had fired on the town.")
NAMED = (
    "Nine people were killed on Monday when a shell hit a primary school in Djibo, Burkina Faso, the mayor said. He accused "
    "the army of the shelling.\n\n"
    "The dead include Aminata Sawadogo, 9, and her brother Idrissa, 7, their uncle said. Aminata Sawadogo was killed at her "
    "desk, he said.\n\n"
    "\"قُتل الأطفال في صفهم\", the uncle said.\n\n"
    "The hospital said 21 people were injured.")
REPORTS = (
    {"title": "Shell hits school in Djibo, at least six dead", "outlet": "Sahel Wire", "published": "2025-02-03T10:20:00+00:00",
     "url": ADDRESS, "text": FIRST},
    {"title": "Shell hits school in Djibo, at least nine dead", "outlet": "Sahel Wire",
     "published": "2025-02-03T15:40:00+00:00", "url": ADDRESS, "text": SECOND},
    {"title": "Nine killed in shelling of Djibo school", "outlet": "Radio Soum", "published": "2025-02-03", "text": NAMED},
    {"title": "Aminata Sawadogo and eight others are buried", "outlet": "Basin Post", "published": "2025-02-05T09:00:00+00:00",
     "text": "Eleven people were killed when a shell hit a primary school in Djibo, Burkina Faso, on Monday, the hospital said. "
             "Aminata Sawadogo was killed in the shelling, the mayor said. The mayor accused the army of the shelling."},
    {"title": "Shell hits school in Djibo", "outlet": "Mirror of Dori", "published": "2025-02-04T16:30:00+00:00",
     "text": SECOND},
    {"title": "Gunmen abduct girls near Gao", "outlet": "Coastal Gazette", "published": "2025-02-09",
     "text": "Gunmen abducted five girls from a village near Gao, Mali, on Saturday, their parents said. A girl who escaped said "
             "the men had beaten them all through the night.\n\nThe governor blamed bandits."},
    {"title": "A bridge near Segou is bombed", "outlet": "Delta Post", "published": "2025-02-12",
     "text": "A bomb wounded two soldiers near Segou, Mali, on Tuesday, the army said. Children of the town watched from the "
             "bank, a fisherman said."},
)
