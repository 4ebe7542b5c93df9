//! Translated documentation: what was left in English or broken in it, and what is no fault there.

use crate::newsroom::Newsroom;

const CODE: &str = "\n```\nmake all\n```\n";

/// The texts and grades of what is found in a page with code.
fn found(page: &str, language: &str) -> Vec<(String, String)> {
    let newsroom = Newsroom::new();
    newsroom.write("page.md", [page, CODE].concat());
    let arguments = ["check", "--lang", language, "--format", "jsonl", "page.md"];
    let answer = newsroom.run(&arguments);
    let lines = answer.stdout.lines().map(|line| serde_json::from_str(line).unwrap());
    let records: Vec<serde_json::Value> = lines.collect();
    let loud = records.iter().filter(|record| record["severity"] != "advice");
    let text = |value: &serde_json::Value| value.as_str().unwrap().to_owned();
    loud.map(|record| (text(&record["rule"]), text(&record["text"]))).collect()
}

fn rules(page: &str, language: &str) -> Vec<String> {
    found(page, language).into_iter().map(|(rule, _)| rule).collect()
}

#[test]
fn a_heading_in_capitals_is_found() {
    let page = "## When to Use\n\n## HTTP Methods and Status Codes\n\n## GETTING STARTED WITH YOUR SERVER\n\nこのページでは、サーバーの設定方法を説明します。\n";
    assert_eq!(rules(page, "ja"), ["mixed/passage"; 3]);
}

#[test]
fn the_name_of_a_product_as_a_heading_is_none() {
    let page = "## Ruby on Rails\n\n## GitHub Actions\n\n## Visual Studio Code\n\n## Quality of Service\n\n## YAGNI (You Aren't Gonna Need It)\n\nこのページでは、サーバーの設定方法を説明します。\n";
    assert_eq!(rules(page, "ja"), [""; 0]);
}

#[test]
fn the_text_of_a_link_to_a_page_of_the_same_site_is_found_in_parentheses_too() {
    let page = "このページでは、サーバーの設定方法を説明します（[Installation guide](guide.md)）。次に（[Getting started](start.md)）を参照してください。\n";
    let texts: Vec<String> = found(page, "ja").into_iter().map(|(_, text)| text).collect();
    assert_eq!(texts, ["Installation guide", "Getting started"]);
}

#[test]
fn the_languages_of_a_page_are_no_leak() {
    let page = "[English](README.md) | [简体中文](README.zh.md) | [日本語](README.ja.md) | [Tiếng Việt](README.vi.md) | **Deutsch**\n\n[![npm version](https://img.shields.io/npm/v/x)](https://example.org/x)\n\nDiese Seite beschreibt, wie der Server eingerichtet wird.\n";
    assert_eq!(rules(page, "de"), [""; 0]);
}

#[test]
fn names_of_commands_and_files_are_no_leak() {
    let page = "Скрипт читает package-lock.json, yarn.lock и console.log, а также hook, command, skill, plugin.\n\n| Команда | Описание |\n|---|---|\n| docker compose up -d | Запускает службу |\n| git checkout -b feature | Создаёт ветку |\n";
    assert_eq!(rules(page, "ru"), [""; 0]);
    let page =
        "設定はpyproject.tomlとpytest.iniに書きます。pg_stat_statementsを有効にしてください。\n";
    assert_eq!(rules(page, "ja"), [""; 0]);
}

#[test]
fn a_term_with_the_article_of_the_language_is_a_term() {
    let page = "Riprendi automaticamente le sessioni Claude Code quando i rate limit vengono ripristinati.\n\nAltrimenti riavvia il servizio a mano e controlla il registro.\n";
    assert_eq!(rules(page, "it"), [""; 0]);
}

#[test]
fn code_of_components_and_trees_of_files_are_no_prose() {
    let page = "export const data = [\n  { title: 'the value of this thing' },\n];\n\n<Code>\n  {`const value = \"the value of this thing\";`}\n</Code>\n\n.\n├── the main file of this.js\n\nHalaman ini menjelaskan cara memasang layanan.\n";
    assert_eq!(rules(page, "id"), [""; 0]);
}

#[test]
fn letters_that_only_look_right_are_found_in_every_script() {
    let page = "このページでは、サーバーの`сonfig.yaml`とrоotを設定します。\n";
    assert_eq!(rules(page, "ja"), ["mixed/script"; 2]);
    let page = "Der Server wird generi是ert und neu gestartet.\n";
    assert_eq!(found(page, "de"), [("mixed/script".into(), "generi是ert".into())]);
    let page = "이 문서는 오케스是트레이션 설정 방법을 설명합니다.\n";
    assert_eq!(found(page, "ko"), [("mixed/script".into(), "是".into())]);
}

#[test]
fn markup_that_a_translation_broke_is_found() {
    let page = "Lihat [panduan] (../panduan.md) dan ** wajib ** dibaca.\n\n:::peringatan\n\nSimpan berkas itu dahulu.\n\n:::\n";
    assert_eq!(rules(page, "id"), ["leak/markup", "leak/markup", "leak/box-name"]);
}

#[test]
fn each_line_that_a_conflict_left_is_found() {
    let page = "Simpan berkas itu dahulu.\n\n<<<<<<< HEAD\n\nLayanan berjalan.\n\n=======\n\nLayanan aktif.\n\n>>>>>>> origin/main\n\nJudul\n=======\n";
    assert_eq!(rules(page, "id"), ["leak/merge-conflict"; 3]);
    let page = "Simpan berkas itu dahulu.\n\n>>>>>>> origin/main\n\nLayanan berjalan.\n";
    assert_eq!(rules(page, "id"), ["leak/merge-conflict"]);
}

#[test]
fn chatter_is_found_in_a_language_without_blanks() {
    let page = "承知しました。以下が翻訳です。\n\nサーバーの設定方法を説明します。\n\nこの翻訳がお役に立てば幸いです。\n";
    assert_eq!(rules(page, "ja"), ["leak/chat-languages"; 2]);
    let page = "以下是翻译流程的说明，请先阅读贡献指南。\n";
    assert_eq!(rules(page, "zh"), [""; 0]);
}

#[test]
fn a_form_that_no_list_holds_may_not_stand_twice() {
    let page = "Сервер использует использует переменные окружения.\n\nНастройте бэкендный бэкендный сервис.\n";
    assert_eq!(rules(page, "ru"), ["broken/doubled-word"; 2]);
}
