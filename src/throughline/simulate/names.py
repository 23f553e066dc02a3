"""Names, streets and numbers of people who do not exist."""

from random import Random

FIRST = (
    "Aisha", "Alan", "Amelia", "Andrei", "Anna", "Asif", "Beatriz", "Bilal", "Bridget", "Callum",
    "Carmen", "Chloe", "Daniel", "Deepa", "Diego", "Dilys", "Elena", "Emeka", "Erin", "Farah", "Fatima",
    "Fergus", "Gareth", "Grace", "Hamza", "Hana", "Hannah", "Ibrahim", "Ines", "Isla", "Ivan", "Jack",
    "Jamila", "Jasmine", "Joao", "Joseph", "Kamal", "Katarzyna", "Keisha", "Kofi", "Lamin", "Laura",
    "Leila", "Liam", "Lucia", "Magda", "Maria", "Mateusz", "Mei", "Mohammed", "Nadia", "Naomi", "Niamh",
    "Nikos", "Noor", "Olga", "Omar", "Owen", "Paolo", "Patrick", "Petra", "Priya", "Rachel", "Rahul",
    "Ravi", "Rosa", "Ruth", "Sabine", "Samir", "Sanjay", "Sean", "Shanice", "Simon", "Sofia", "Stefan",
    "Sunita", "Tariq", "Thandi", "Theo", "Tomas", "Uche", "Usman", "Vera", "Viktor", "Wanjiru", "Wei",
    "Xin", "Yasmin", "Yusuf", "Zainab", "Zofia",
)  # fmt: skip
LAST = (
    "Abbott", "Adeyemi", "Ahmed", "Ali", "Allen", "Bailey", "Banerjee", "Barnes", "Begum", "Bello",
    "Bennett", "Brown", "Campbell", "Carter", "Chan", "Chen", "Clarke", "Cohen", "Costa", "Davies",
    "Diaz", "Dogan", "Edwards", "Evans", "Farouk", "Fernandes", "Fisher", "Ford", "Garcia", "Georgiou",
    "Grant", "Green", "Gupta", "Hall", "Harris", "Hassan", "Hughes", "Hussain", "Ito", "James",
    "Johnson", "Jones", "Kaur", "Kelly", "Khan", "Kim", "Kowalski", "Lee", "Lewis", "Li", "Lopez",
    "Marsh", "Mbeki", "Mensah", "Miller", "Mitchell", "Moore", "Morris", "Murphy", "Murray", "Nguyen",
    "Novak", "Nowak", "OBrien", "Okafor", "Olsen", "Osei", "Owusu", "Patel", "Pereira", "Petrov",
    "Phillips", "Popescu", "Price", "Quinn", "Rahman", "Reid", "Roberts", "Rossi", "Santos", "Shah",
    "Sharma", "Silva", "Singh", "Smith", "Stewart", "Suzuki", "Taylor", "Thomas", "Thompson", "Turner",
    "Walker", "Wang", "Ward", "White", "Williams", "Wilson", "Wright", "Yilmaz", "Young", "Zhang",
)  # fmt: skip
STREETS = (
    "Anchor Lane", "Bakehouse Row", "Bell Street", "Bridge Street", "Canal Walk", "Chandler Street",
    "Church Road", "Cooper Lane", "Customs Quay", "Dock Road", "Elm Grove", "Fishmarket", "Garden Street",
    "Granary Lane", "Harbour Road", "High Street", "Hill Street", "Kings Road", "Lime Street",
    "Market Square",
    "Mill Lane", "Northfield Road", "Orchard Street", "Park View", "Quay Street", "Ropewalk", "School Lane",
    "Ship Street", "Station Road", "Tanner Row", "Tower Street", "Victoria Street", "Wharf Road",
)  # fmt: skip
BUSINESS = (
    "{last} & Daughters", "{first}'s Kitchen", "The {place} Café", "{place} Bakery", "Café {first}",
    "{last}'s Deli", "The Blue {thing}", "The Little {thing}", "{thing} & Thyme", "The {thing} on {place}",
    "{first} and {first2}", "{last} Foods", "The Hungry {thing}", "{place} Grill", "{thing} House",
)  # fmt: skip
THINGS = (
    "Spoon",
    "Fig",
    "Anchor",
    "Lantern",
    "Kettle",
    "Plum",
    "Heron",
    "Olive",
    "Barley",
    "Copper Pot",
    "Magpie",
)


def person(random: Random) -> str:
    return f"{random.choice(FIRST)} {random.choice(LAST)}"


def phone(random: Random) -> str:
    """A number from the range that is kept free for drama."""
    return f"07700 900{random.randrange(1000):03d}"


def email(name: str, random: Random) -> str:
    first, last = name.lower().split(" ", 1)
    return f"{first}.{last.replace(' ', '')}{random.randrange(10, 100)}@mail.example"


def address(random: Random) -> str:
    street = f"{random.randrange(1, 140)} {random.choice(STREETS)}"
    return f"{street}\nAldermere\nAM{random.randrange(1, 6)} {_inward(random)}"


def _inward(random: Random) -> str:
    letters = "ABDEFGHJLNPQRSTUWXYZ"
    return f"{random.randrange(1, 10)}{random.choice(letters)}{random.choice(letters)}"


def business(name: str, random: Random) -> str:
    first, last = name.split(" ", 1)
    return random.choice(BUSINESS).format(
        first=first,
        last=last,
        first2=random.choice(FIRST),
        place=random.choice(STREETS).split(" ", maxsplit=1)[0],
        thing=random.choice(THINGS),
    )
