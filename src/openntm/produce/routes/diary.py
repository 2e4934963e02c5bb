"""The addresses of the farm diary."""

from django.urls import path

from openntm.produce.views import diary, diary_book

HERE = "<str:code>/<str:day>/produce/diary/"

urlpatterns = [
    path(HERE, diary.diary, name="diary"),
    path(HERE + "book/", diary_book.diary_book, name="diary_book"),
    path(HERE + "<int:plot>/", diary.plot_diary, name="plot_diary"),
    path(HERE + "<int:plot>/<slug:kind>/", diary.entry_new, name="entry_new"),
    path(HERE + "entries/<int:pk>/correct/", diary.entry_correct, name="entry_correct"),
    path(HERE + "entries/<int:pk>/withdraw/", diary.entry_withdraw, name="entry_withdraw"),
    path(HERE + "entries/<int:pk>/photo/", diary.entry_photo, name="entry_photo"),
]
