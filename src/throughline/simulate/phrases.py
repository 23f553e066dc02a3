"""What people write to each other in a simulated service. Plain, short, and never about anybody real."""

from random import Random

PHRASES: dict[str, tuple[str, ...]] = {
    "welcome": (
        "Hello, I am your guide. I stay with you until long after you open. Write or ring whenever you like.",
        "Good to meet you. I have read your idea, so you do not have to tell it twice. Next I will ring you.",
        "Hello and welcome. Your journey page shows what comes next, and when you hear from us.",
    ),
    "in touch": (
        "A short word, so that you know: nothing is stuck. The team has your papers and I watch the date.",
        "Still with us, and still on time. I will write as soon as there is news.",
        "I asked the team this morning: your turn comes this week. Is there anything you need meanwhile?",
        "Nothing for you to do at the moment. If your opening day moves, tell me and I will plan with you.",
    ),
    "question": (
        "Does the second sink have to be in the same room?",
        "Can I already order the fridge, or should I wait for your answer?",
        "My landlord asks how long it will take. What may I tell him?",
        "Do I need to send the drawing again if I move the door?",
        "Is a photo of the plan good enough?",
    ),
    "chase": (
        "I have not heard anything for a while. Is my application still with you?",
        "Could you tell me what is happening, please? My builder is waiting.",
        "I sent everything two weeks ago. Did it arrive?",
        "Nobody could tell me on the phone where my papers are. Can you?",
        "I am paying rent for an empty shop. When will I know?",
    ),
    "complaint": (
        "You said I would hear by last week. I have now told three different people the same story.",
        "I was asked for the same paper again. You have had it since spring.",
        "The date you gave me has passed and nobody rang. I am losing money every day.",
    ),
    "answer": (
        "Thank you for asking. The team looks at it this week; you hear from me either way.",
        "It is here and complete. The next step is ours, and I keep an eye on the date.",
        "You can order the fridge. Leave the wall until you have our answer.",
        "A photo is fine, as long as we can read the lengths.",
    ),
    "answer from a desk": (
        "Your request was passed on to the team in charge.",
        "This is not with us. Please contact the plans team.",
        "Your application is in the queue. We cannot say more at the moment.",
        "I am standing in today and do not have your file. Please write again next week.",
    ),
    "note": (
        "Third time this month that we ask for a drawing that is in the file.",
        "Rang twice, no answer. Tries again after four o'clock, as they asked.",
        "The landlord holds the fire plan. The person cannot get it without us.",
        "Good plan, small kitchen. Told them about the second sink before they asked.",
        "Did not know that plan review had already seen this.",
        "They were surprised by the allergen duty. We should say it earlier.",
    ),
    "goal": (
        "To open before the summer and to have one day off a week.",
        "To cook my grandmother's food and to live from it.",
        "To employ two people from our street.",
        "To open without borrowing more than I can pay back.",
    ),
    "our action": (
        "We ask the street team about the pavement, so that you need not.",
        "We keep a day for the visit in the week before you open.",
        "We send your plan to fire safety together with the drawing.",
    ),
    "their action": (
        "Measure the space behind the counter and send the numbers.",
        "Ask the landlord for the fire plan of the house.",
        "Choose two days on which the kitchen is ready for a visit.",
    ),
    "correction": (
        "Please mark where the second hand basin goes.",
        "We cannot read the lengths on the left side. A new photo is enough.",
        "Please say how you keep raw and cooked food apart.",
        "The way out at the back is blocked on the drawing.",
        "Please add what you do when a fridge fails.",
    ),
    "new date": (
        "Two colleagues are ill, and I would rather tell you today than let you wait. This is the new date.",
        "We are waiting for the street team. I have moved the date and I stay on it.",
    ),
    "context": (
        "The person opens in six weeks and has answered everything. What we need from you is one yes or no.",
        "Kitchen drawing and safety plan are in the file. Please look at the ways out only.",
    ),
    "input": (
        "Looked at it: fine from our side.",
        "Fine, if the door at the back opens outwards.",
    ),
    "withdrawn": (
        "I have waited too long and lost the place.",
        "The rent was too high in the end.",
        "I found work and will try again next year.",
        "My partner and I have changed our plans.",
    ),
    "after reopening": (
        "We rang, went through the books and the plan together, and found a way to go on.",
        "The place has closed. We went through what comes next and who can help.",
    ),
    "check-in comment": (
        "It is hard work and I love it.",
        "Slow on weekdays. The traders' group helps a lot.",
        "I still do not know what I have to write down each day.",
        "We had to close. Nobody told us about the rent rules.",
    ),
    "briefing": (
        "Everything is on track. If they ring, it is about the date of the visit.",
        "Waits for plan review. Please write to them on Thursday, also when there is no news.",
    ),
    "idea": (
        "A small café with cakes from my grandmother's book and lunch for the people from the offices.",
        "Flatbreads and salads, to take away, from noon until eight.",
        "A bakery with six tables. Bread in the morning, soup at noon.",
        "Dinner four evenings a week, one menu, what the market has.",
        "Jollof, plantain and grilled fish, and a long table for families.",
        "Coffee from a van at the station in the morning and at the park on Sundays.",
        "Jam, pickles and sauces that I make at home and sell on the market.",
        "Dumplings, as my mother makes them. Thirty seats if the building allows it.",
    ),
}


def say(kind: str, random: Random) -> str:
    return random.choice(PHRASES[kind])
