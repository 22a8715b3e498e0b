"""The texts of the app in both languages. The tests look for these texts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Words:
    locale: str
    name: str
    email: str
    password: str
    register: str
    login: str
    welcome: str
    role: str
    role_next: str
    choose_file: str
    job: str
    analyse: str
    score: str
    tabs: tuple[str, ...]
    match_tab: str
    match_job: str
    match_compare: str
    match_other: str
    match_score: str
    mock_interview: str
    question: str
    message: str
    send: str
    coach_says: str
    pix: str
    pay_pix: str
    confirmed: str
    bell: str
    export: str
    download: str
    delete_word: str
    delete_confirm: str
    delete_password: str
    delete_now: str
    goodbye: str
    login_refused: str
    verified: str
    send_link: str
    new_password: str
    save_password: str
    password_changed: str
    save: str
    saved: str
    not_found: str
    offline: str
    retry: str
    answer: str


PORTUGUESE: Final = Words(
    locale="pt-BR",
    name="Nome",
    email="E-mail",
    password="Senha",
    register="Criar conta",
    login="Entrar",
    welcome="Boas-vindas",
    role="Que vaga você procura?",
    role_next="Continuar e enviar meu currículo",
    choose_file="Escolher arquivo",
    job="Vaga que você quer (opcional)",
    analyse="Analisar",
    score="Sua nota",
    tabs=("Nota", "Perfil", "ATS", "Versões"),
    match_tab="Vaga",
    match_job="Texto do anúncio",
    match_compare="Comparar com a vaga",
    match_other="Comparar com outra vaga",
    match_score="de 100",
    mock_interview="Simular entrevista",
    question="Pergunta 1",
    message="Sua mensagem",
    send="Enviar",
    coach_says="Coach",
    pix="Pix",
    pay_pix="Pagar um mês de Premium",
    confirmed="Pagamento confirmado",
    bell="Notificações",
    export="Preparar a cópia",
    download="Baixar o arquivo ZIP",
    delete_word="EXCLUIR",
    delete_confirm="Escreva EXCLUIR para confirmar",
    delete_password="Sua senha",
    delete_now="Excluir minha conta para sempre",
    goodbye="Conta excluída",
    login_refused="E-mail ou senha incorretos.",
    verified="E-mail confirmado",
    send_link="Enviar o link",
    new_password="Nova senha",
    save_password="Salvar a senha",
    password_changed="Senha trocada",
    save="Salvar",
    saved="Perfil salvo.",
    not_found="Página não encontrada",
    offline="Sem conexão",
    retry="Tentar de novo",
    answer="Na Loja Verde os pedidos atrasavam seis horas. Eu redesenhei o fluxo e reduzi o atraso para 20 minutos.",
)

ENGLISH: Final = Words(
    locale="en",
    name="Name",
    email="E-mail",
    password="Password",
    register="Create account",
    login="Log in",
    welcome="Welcome",
    role="Which job are you looking for?",
    role_next="Continue and send my CV",
    choose_file="Choose a file",
    job="The job you want (optional)",
    analyse="Analyse",
    score="Your score",
    tabs=("Score", "Profile", "ATS", "Versions"),
    match_tab="Job",
    match_job="The advertisement's text",
    match_compare="Compare with the job",
    match_other="Compare with another job",
    match_score="out of 100",
    mock_interview="Mock interview",
    question="Question 1",
    message="Your message",
    send="Send",
    coach_says="Coach",
    pix="Pix",
    pay_pix="Pay for a month of Premium",
    confirmed="Payment confirmed",
    bell="Notifications",
    export="Prepare the copy",
    download="Download the ZIP file",
    delete_word="DELETE",
    delete_confirm="Write DELETE to confirm",
    delete_password="Your password",
    delete_now="Delete my account for ever",
    goodbye="Account deleted",
    login_refused="The e-mail or the password is wrong.",
    verified="E-mail confirmed",
    send_link="Send the link",
    new_password="New password",
    save_password="Save the password",
    password_changed="Password changed",
    save="Save",
    saved="Profile saved.",
    not_found="Page not found",
    offline="You are offline",
    retry="Try again",
    answer="At Green Shop orders were six hours late. I redesigned the flow and cut the delay to 20 minutes.",
)
