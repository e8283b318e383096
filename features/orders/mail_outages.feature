@orders
Feature: A mail server that fails stops no order

  @OM04
  Scenario: With the mail server down the order stands
    Given I have a product in stock in my cart
    And I choose to pay with a good card
    And I am ready to place my order
    And the mail server is down
    When I place my order
    Then my order should be confirmed
    And exactly 1 order should exist for me
    And I should be charged exactly my order total once
    And my cart should be empty

  @OM04
  Scenario: A mail server that never answers holds up no order
    Given I have a product in stock in my cart
    And I choose to pay with a good card
    And I am ready to place my order
    And the mail server never answers
    When I place my order
    Then my order should be confirmed
    And exactly 1 order should exist for me
    And I should be charged exactly my order total once
    And my cart should be empty

  @OM04
  Scenario: A slow mail server sends exactly one mail
    Given I have a product in stock in my cart
    And I choose to pay with a good card
    And I am ready to place my order
    And the mail server will answer after 2 seconds
    When I place my order
    Then my order should be confirmed
    And exactly 1 order should exist for me
    And I should be charged exactly my order total once
    And exactly 1 confirmation e-mail should reach me in my language

  @OM04
  Scenario: When the mail server works again the confirmation comes, once
    Given I have a product in stock in my cart
    And I choose to pay with a good card
    And I am ready to place my order
    And the mail server is down
    When I place my order
    And the mail server recovers
    Then my order should be confirmed
    And exactly 1 order should exist for me
    And I should be charged exactly my order total once
    And exactly 1 confirmation e-mail should reach me in my language

  @PL18
  Scenario: A broken template of the confirmation mail stops no order
    Given I have a product in stock in my cart
    And I choose to pay with a good card
    And the template of the confirmation mail is broken
    When I place my order
    Then my order should be confirmed
    And exactly 1 order should exist for me
    And I should be charged exactly my order total once
    And my cart should be empty
