@gateways
Feature: Ways to pay that the merchant opens and closes

  @GW23
  Scenario: A way to pay that is withdrawn on the review takes no money, and another is open
    Given I have a product in stock in my cart
    And I choose to pay with a good card
    When I am ready to place my order
    And the store no longer takes payment by card
    And I try to place my order
    Then my order should not be placed
    And exactly 0 orders should exist for me
    And I should not be charged
    And I should be told that this way to pay is no longer open
    When I try again by invoice
    Then my order should be confirmed
    And exactly 1 order should exist for me

  @GW24
  Scenario: Without any way to pay the payment step says so
    Given I have a product in stock in my cart
    And the store takes no payment at all
    When I try to reach the payment step
    Then I should be told that there is no way to pay
    And exactly 0 orders should exist for me
    And my cart should be kept

  @GW26
  Scenario: A single way to pay is not asked for
    Given the store takes payment by card alone
    And I have a product in stock in my cart
    And I choose to pay with a good card
    When I place my order
    Then my order should be confirmed
    And I should not have been asked how to pay
    And I should be charged exactly my order total once

  @GW35
  Scenario: Every way to pay is named once, and in my language
    Given I shop in another locale
    And I have a product in stock in my cart
    Then every way to pay should be named once, in my language
