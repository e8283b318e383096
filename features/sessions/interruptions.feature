@sessions
Feature: Interruptions lose nothing

  @SE13
  Scenario: Reloading the review keeps the bill
    Given I have a product in stock in my cart
    And I am ready to place my order
    When I reload the page
    Then my total should be as before

  @SE08
  Scenario: Leaving the shop and coming back keeps the cart
    Given I have a product in stock in my cart
    When I leave the shop and come back
    Then my cart should be kept

  @SE04 @SC06
  Scenario: Another shopper does not see my cart
    Given I have a product in stock in my cart
    Then another shopper should not see my cart

  @SE15
  Scenario: Going back from the confirmation does not order again
    Given I have a product in stock in my cart
    When I place my order
    And I use the browser's back button
    Then exactly 1 order should exist for me
