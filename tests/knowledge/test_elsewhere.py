"""Consumers, job seekers and talk of every day go to other doors; companies that speak alike do not."""

from __future__ import annotations

import pytest

from bench.actors import shipped_directory
from knowledge.elsewhere import is_elsewhere
from knowledge.french import fold

DIRECTORY = shipped_directory()


@pytest.mark.parametrize(
    "question",
    [
        "la piscine de Rennes ouvre à quelle heure ?",
        "t'es vraiment nul comme robot",
        "ferme ta gueule",
        "vs avez rien compri a ma kestion",
        "thx, t'es au top",
        "je vous remercie vivement de votre aide, je transmets",
        "comment on change la pile d'une télécommande",
        "la bière c'est bon",
        "j'adore le fromage",
        "mal au dos depuis lundi",
        "la voisine a un nouveau bateau",
        "j'ai raté mon bus",
        "are you chatgpt",
        "quelle est la capitale de l'Italie ?",
        "où manger une pizza à Marseille",
        "mon chat vomit que faire",
        "best restaurant in Bordeaux",
        "mon fils a un exposé sur les volcans",
        "raconte une histoire de pirates",
        "je cherche un cadeau pour ma femme",
        "pharmacie de garde Angers",
        "renouveler mon passeport à Caen",
        "mon lave-linge ne démarre plus",
        "je veux changer mes fenêtres, quelles aides ?",
        "louer une voiture à Nice",
        "vol pas cher pour Lisbonne",
        "cours de guitare à Limoges",
        "comment faire une pâte à crêpes",
        "a plumber for my house in Lille",
        "my phone is broken",
        "tu es marié ?",
        "rédige une lettre de motivation",
        "assurance auto pas chère",
        "je cherche un appartement à louer à Lyon",
        "nounou à Brest",
        "vidange pas chère à Albi",
        "stage de 3e dans une entreprise",
        "météo marine demain Brest",
        "j'ai perdu mon chat à Nantes",
        "conseils pour bien dormir",
        "best phone under 300",
        "what's the weather in Lille",
        "numéro de l'hôpital de Metz",
        "où se baigner près de Toulon",
        "garde d'enfants à Cholet",
        "je veux maigrir",
        "vendre ma voiture",
        "travaux salle de bain devis",
        "panneau solaire rentable pour particulier",
        "chèque énergie",
        "carte vitale perdue",
        "cv soudeur",
        "école d'ingénieur à Grenoble",
        "tu es un robot ?",
        "ma bouilloire fuit et le magasin refuse le remboursement",
        "commande jamais reçue, une arnaque ?",
        "still under warranty but they refuse a refund",
        "résilier un abonnement de téléphone",
        "quelle poêle acheter",
        "les meilleurs gâteaux de Lille",
        "how long should I cook a leg of lamb",
        "comment apprendre à tricoter",
        "le prix d'une baguette",
        "je suis végétarienne, que manger",
        "mon opticien a cassé une branche",
        "ma commande de chaises a un mois de retard",
        "le bus de 7h est annulé",
        "j'ai cassé mon vase",
        "I lost my bag in Dijon",
        "devenir ébéniste à 50 ans",
        "ma voisine fait trop de bruit",
        "Find me a job in a cosmetics plant in Orléans",
        "What's the best restaurant near the steel factory in Dunkirk?",
    ],
)
def test_what_a_consumer_asks_names_nobody(question: str) -> None:
    assert is_elsewhere(fold(question))
    assert not DIRECTORY.match(question)


@pytest.mark.parametrize(
    "question",
    [
        "on fabrique des stations météo à Grenoble",
        "nous avons 12 salariés et nous posons des pergolas à Toulon, qui nous aide à financer un atelier ?",
        "restaurateur à Lyon, je veux lancer une gamme de sauces en bocal",
        "startup d'intelligence artificielle pour éleveurs de chiens",
        "je fabrique des instruments de musique à Mirecourt",
        "atelier de maroquinerie à Cholet",
        "usine de pizzas surgelées, Bretagne",
        "notre garage automobile passe à l'hydrogène à Rouen, qui nous conseille ?",
        "appli de devoirs pour lycéens, startup à Lille",
        "j'ai une idée de cosmétique pour ma région, Chartres",
        "mes enfants reprennent la scierie, Épinal",
        "je cherche un accélérateur près de chez moi, Marseille",
        "fabricant de téléphones à Angers",
        "un financement pas cher pour mon usine",
        "sous-traitant auto, je cherche un pôle près de chez moi à Rouen",
        "we sell swimming pools and want to export",
        "transport de voyageurs en autocar, passer à l'électrique",
        "un centre technique pour tester mes vélos",
        "couvreur à Tulle, recruter est impossible",
        "maçon cherche repreneur",
        "garagiste, je veux transmettre mon garage",
        "ma femme veut ouvrir une crêperie à Quimper, qui l'aide ?",
        "je voudrais laisser mon garage à mon fils",
        "mon père a une scierie dans le Jura",
        "ma fille lance une ligne de cosmétiques à Chartres",
        "nos machines tournent le dimanche, Oyonnax, plasturgie, facture d'électricité doublée",
        "recette de sauce bio à industrialiser, Avignon",
        "je conçois des fauteuils pour enfants handicapés, Cholet",
        "capteurs pour la météo marine, Brest",
        "je tiens un hôtel à Annecy et je veux réduire mes factures",
        "on cherche une école pour former nos soudeurs, Saint-Nazaire",
        "hôpital de Metz, nous concevons des lits connectés",
        "mon mari est menuisier et il voudrait lever le pied",
        "notre imprimante dort, qui peut nous apprendre à s'en servir",
        "ma banque m'a laissé tomber, il me faut un prêt",
        "nous n'avons pas compris comment déposer un dossier",
        "prix de l'électricité insoutenable pour notre fonderie",
        "garde d'enfants : ma startup développe une appli à Lille",
        "emplois menacés dans notre usine de Roanne, qui nous aide ?",
        "fabrication de jeux pour apprendre l'anglais, Angers",
        "avance remboursable pour un nouveau moteur",
        "je fais des pièces d'avion à Toulouse, ma machine est en panne",
        "best way to finance a new press",
        "my supplier doesn't deliver castings any more",
        "mes fours ne chauffent plus assez, faïencerie à Limoges",
        "prix du gaz intenable, verrerie à Albi",
        "nous vendons des matelas bio, Cholet",
        "devenir fournisseur d'Airbus",
        "comment réparer des pales d'éoliennes",
        "on loue des machines à laver aux entreprises, comment les rendre réparables",
    ],
)
def test_a_company_that_speaks_alike_is_answered(question: str) -> None:
    assert not is_elsewhere(fold(question))


def test_whoever_names_an_actor_is_heard() -> None:
    assert is_elsewhere("horaires de polymeris")
    assert not is_elsewhere("horaires de polymeris", named=True)
