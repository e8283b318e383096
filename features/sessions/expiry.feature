@sessions
Feature: A session that ends, or a step taken twice, loses no cart and no code

  @SE06
  Scenario: My session expires on the review, and I order all the same
    Given I have a product in stock in my cart
    And I am ready to place my order
    When my session expires
    And I try to place my order until the shop takes it or refuses it
    Then my order should be confirmed
    And exactly 1 order should exist for me

  @SE14
  Scenario: Going back to choose how to pay and forward again keeps the code
    Given I have a product in stock in my cart
    And I apply a live code
    And I am ready to place my order
    When I go back to pay and forward again
    Then my total should be as before

  @SE07
  Scenario: After a failed payment an old form is told, and the next try pays once
    Given I have a product in stock in my cart
    And I choose to pay with a declined card
    When I try to place my order
    Then my order should not be placed
    When the form that I send next is an old one
    And as often as the shop asks me to, I try again with a good card
    Then my order should be confirmed
    And exactly 1 order should exist for me
    And I should be charged exactly my order total once
    And my cart should be empty
