"""What pages tell the operations above them, inside the transaction: who raises, refuses."""

from django.dispatch import Signal

# page: ScenarioPage, activity: LearningActivity
scenario_going_live = Signal()

# page: DilemmaIndexPage, activity: LearningActivity
umbrella_on_offer = Signal()
