@promotions
Feature: Two codes in one cart

  @PR22
  Scenario: Two codes add up or exclude each other, as the store declares
    Given I have a product in stock in my cart
    When I apply a live code
    And I enter a fixed code beside it
    Then my two codes should add up or exclude each other, as the store declares
    And the parts of my bill should add up to the total
