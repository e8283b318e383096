@friction
Feature: The way to the order fits a small touch screen

  @UX10
  Scenario: An order can be placed on a small touch screen
    Given I shop on a small touch screen
    And I have a product in stock in my cart
    When I place my order
    Then my order should be confirmed
    And exactly 1 order should exist for me
    And I should be charged exactly my order total once
