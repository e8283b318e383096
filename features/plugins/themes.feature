@plugins
Feature: The way to the order is open in every theme

  @PL13
  Scenario Outline: An order can be placed in <theme> with <plugin> <state>
    Given the store uses <theme>
    And the store has the plugin <plugin> <state>
    And I have a product in stock in my cart
    When I apply a live code
    Then my discount should be what the code promises
    When I choose to pay with a good card
    And I place my order
    Then my order should be confirmed
    And exactly 1 order should exist for me
    And I should be charged exactly my order total once

    Examples:
      | theme           | plugin             | state    |
      | the usual theme | the loyalty badge  | inactive |
      | the usual theme | the loyalty badge  | active   |
      | another theme   | the loyalty badge  | inactive |
      | another theme   | the loyalty badge  | active   |
